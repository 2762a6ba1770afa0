import type { LedgerView, NewLedgerEntry } from '../../server/roster/ledger/ledger-view.ts'

export type Member = LedgerView['members'][number]
export type Entry = LedgerView['entries'][number]
export type HolidayClass = NewLedgerEntry['counts'][number]['holidayClass']

/** The classes in the order in which they are written. */
const CLASSES = Object.keys({
  yearEnd: true,
  goldenWeek: true,
  obon: true,
  nationalHoliday: true,
  sunday: true,
  closedDay: true,
  saturday: true,
  night: true,
  week: true,
  other: true,
} satisfies Record<HolidayClass, true>) as HolidayClass[]

const SEASONS: readonly HolidayClass[] = ['yearEnd', 'goldenWeek', 'obon']

/** The classes worth asking for: the seasons, and whatever anybody has held. */
export const classesAsked = ({ members }: Pick<LedgerView, 'members'>): HolidayClass[] =>
  CLASSES.filter(
    each =>
      SEASONS.includes(each) ||
      members.some(({ counts }) => counts.some(({ holidayClass }) => holidayClass === each)),
  )

/** What an entry says of a season of the year before. */
export const SAID = ['nothing', 'held', 'notHeld'] as const
type SaidOfSeason = (typeof SAID)[number]

/** What is typed into the dialog; counts as text by class. */
export type Draft = {
  direction: 'more' | 'fewer'
  amount: string
  goldenWeek: SaidOfSeason
  yearEnd: SaidOfSeason
  counts: Partial<Record<HolidayClass, string>>
  reason: string
}

export const emptyDraft = (): Draft => ({
  direction: 'more',
  amount: '',
  goldenWeek: 'nothing',
  yearEnd: 'nothing',
  counts: {},
  reason: '',
})

const MOST_POINTS = 250
const MOST_UNITS = 400
const LONGEST_REASON = 200

/** Digits as they come from a Japanese keyboard too: `１．５` is 1.5. Null for anything else. */
function numberOf(text: string): number | null {
  const plain = text.normalize('NFKC').trim()
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : null
}

/** Points in quarters from 0 to 250; null when it is none. */
function amountOf(text: string): number | null {
  const amount = numberOf(text)
  return amount !== null && amount <= MOST_POINTS && Number.isInteger(amount * 4) ? amount : null
}

/** Whole duties from 0 to 400, none for nothing typed; null when it is none. */
function countOf(text: string): number | null {
  const count = text.trim() === '' ? 0 : numberOf(text)
  return count !== null && count <= MOST_UNITS && Number.isInteger(count) ? count : null
}

export type Wrong = { amount: boolean; reason: boolean; counts: readonly HolidayClass[] }

/** What is wrong with what was typed; null when nothing is. */
export function wrongWith({ amount, counts, reason }: Draft): Wrong | null {
  const wrong = {
    amount: amountOf(amount) === null,
    reason: reason.trim() === '' || reason.trim().length > LONGEST_REASON,
    counts: CLASSES.filter(holidayClass => countOf(counts[holidayClass] ?? '') === null),
  }
  return wrong.amount || wrong.reason || wrong.counts.length > 0 ? wrong : null
}

/** The entry as it is sent; only for a draft with which nothing is wrong. */
export function entryOf(id: string, physicianId: string, draft: Draft): NewLedgerEntry {
  const amount = amountOf(draft.amount) ?? 0
  const counts = CLASSES.flatMap(holidayClass => {
    const count = countOf(draft.counts[holidayClass] ?? '') ?? 0
    return count === 0 ? [] : [{ holidayClass, count }]
  })
  return {
    id,
    physicianId,
    points: amount === 0 ? 0 : draft.direction === 'more' ? amount : -amount,
    counts,
    heldLastYear: Object.fromEntries(
      (['goldenWeek', 'yearEnd'] as const).flatMap(season =>
        draft[season] === 'nothing' ? [] : [[season, draft[season] === 'held']],
      ),
    ),
    reason: draft.reason.trim(),
  }
}

/** 32 hexadecimal digits that nobody else will draw. */
export const idFrom = (bytes: Uint8Array): string =>
  [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
