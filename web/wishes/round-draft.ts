import { type FiscalYear, firstDayOf, lastDayOf } from '../../server/calendar/fiscal-year.ts'
import type { WishRoundChange, WishRoundView } from '../../server/roster/wishes/wish-round-view.ts'
import { KINDS, type WishKind } from './derived.ts'

/** Numbers as they are typed; empty: any number. */
export type QuotaDraft = Record<WishKind, string>

/** The settings of a round as they are typed. */
export type RoundDraft = {
  /** Empty: not open. */
  deadline: string
  returnTo: string
  everybody: QuotaDraft
  members: readonly { id: string; quota: QuotaDraft }[]
}

type Quota = WishRoundChange['quotas']['everybody']

const typed = (quota: Quota): QuotaDraft => ({
  unavailable: quota.unavailable?.toString() ?? '',
  avoid: quota.avoid?.toString() ?? '',
  want: quota.want?.toString() ?? '',
})

const read = (quota: QuotaDraft): Quota => ({
  unavailable: numberOf(quota.unavailable),
  avoid: numberOf(quota.avoid),
  want: numberOf(quota.want),
})

/** Full-width digits are what a Japanese keyboard writes. */
const digitsOf = (text: string): string => text.normalize('NFKC').trim()
const numberOf = (text: string): number | null => (digitsOf(text) === '' ? null : Number(digitsOf(text)))

const MOST = 400

const isNumber = (text: string): boolean => /^\d{0,3}$/.test(digitsOf(text)) && Number(digitsOf(text)) <= MOST

export const draftOf = ({ deadline, returnTo, quotas }: WishRoundView): RoundDraft => ({
  deadline: deadline ?? '',
  returnTo,
  everybody: typed(quotas.everybody),
  members: Object.entries(quotas.members).map(([id, quota]) => ({ id, quota: typed(quota) })),
})

/** The draft as it is sent; members who have left the year since are left out. */
export const changeOf = (
  draft: RoundDraft,
  revision: number,
  present: readonly { id: string }[],
): WishRoundChange => ({
  deadline: draft.deadline || null,
  returnTo: draft.returnTo,
  quotas: {
    everybody: read(draft.everybody),
    members: Object.fromEntries(
      draft.members
        .filter(({ id }) => present.some(member => member.id === id))
        .map(({ id, quota }) => [id, read(quota)]),
    ),
  },
  revision,
})

/** The kinds of a quota that are no number. */
export const wrongNumbers = (quota: QuotaDraft): WishKind[] => KINDS.filter(kind => !isNumber(quota[kind]))

export const isDeadline = (day: string, year: FiscalYear): boolean =>
  day === '' || (firstDayOf(year - 2) <= day && day <= lastDayOf(year))

export const isValid = (draft: RoundDraft, year: FiscalYear): boolean =>
  isDeadline(draft.deadline, year) &&
  [draft.everybody, ...draft.members.map(({ quota }) => quota)].every(
    quota => wrongNumbers(quota).length === 0,
  )

export const differs = (a: RoundDraft, b: RoundDraft): boolean => JSON.stringify(a) !== JSON.stringify(b)
