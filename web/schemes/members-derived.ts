import type { MembershipPeriod, SchemeMembers } from '../../server/duty/scheme-member-view.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import { typedNumber } from './typed-number.ts'

/** A period of a physician's membership. */
export type Member = SchemeMembers['members'][number]

export type MemberState = 'inForce' | 'notYet' | 'ended'

export function stateOf({ period: { joinedOn, leftOn } }: Member, today: LocalDay): MemberState {
  if (leftOn !== null && leftOn < today) return 'ended'
  return today < joinedOn ? 'notYet' : 'inForce'
}

/** The periods that still count, and those that are over, each in the order they came. */
export function byTime(members: readonly Member[], today: LocalDay): { current: Member[]; past: Member[] } {
  const { past = [], current = [] } = Object.groupBy(members, member =>
    stateOf(member, today) === 'ended' ? 'past' : 'current',
  )
  return { current, past }
}

export const physiciansAmong = (members: readonly Member[]): number =>
  new Set(members.map(({ physician }) => physician.id)).size

/** The period that begins on that day; null when there is none any more. */
export const periodAt = (
  members: readonly Member[],
  physicianId: string,
  joinedOn: LocalDay,
): Member | null =>
  members.find(({ physician, period }) => physician.id === physicianId && period.joinedOn === joinedOn) ??
  null

/** The day to end a period with unless another is typed: the one it has, otherwise today once it has begun. */
export const lastDayOf = (
  { joinedOn, leftOn }: Pick<MembershipPeriod, 'joinedOn' | 'leftOn'>,
  today: LocalDay,
): LocalDay => leftOn ?? (today < joinedOn ? joinedOn : today)

/** A period as it is typed: empty text where nothing is. */
export type PeriodDraft = {
  physicianId: string
  joinedOn: string
  leftOn: string
  minUnits: string
  maxUnits: string
  share: 'full' | 'half' | 'other'
  /** Counts for `other` alone. */
  sharePercent: string
  posts: string[] | null
  blocks: string[] | null
}

/** A new member from today on, with a full share, for every post and block. */
export const emptyDraft = (today: LocalDay): PeriodDraft => ({
  physicianId: '',
  joinedOn: today,
  leftOn: '',
  minUnits: '',
  maxUnits: '',
  share: 'full',
  sharePercent: '',
  posts: null,
  blocks: null,
})

export const draftOf = ({ physician, period }: Pick<Member, 'physician' | 'period'>): PeriodDraft => ({
  physicianId: physician.id,
  joinedOn: period.joinedOn,
  leftOn: period.leftOn ?? '',
  minUnits: period.minUnits === null ? '' : String(period.minUnits),
  maxUnits: period.maxUnits === null ? '' : String(period.maxUnits),
  share: period.sharePercent === 100 ? 'full' : period.sharePercent === 50 ? 'half' : 'other',
  sharePercent: String(period.sharePercent),
  posts: period.posts,
  blocks: period.blocks,
})

export type PeriodError =
  | 'missing'
  | 'notWhole'
  | 'notPercent'
  | 'endsBeforeItBegins'
  | 'lessThanLeast'
  | 'none'
export type PeriodErrors = Partial<Record<keyof PeriodDraft, PeriodError>>

/** What is wrong with a draft, by field. */
export function errorsOf(draft: PeriodDraft): PeriodErrors {
  const [least, most] = [typedNumber(draft.minUnits), typedNumber(draft.maxUnits)]
  const whole = (number: number | null) => number === null || (Number.isInteger(number) && number <= 2_000)
  const percent = typedNumber(draft.sharePercent)
  const isPercent = percent !== null && Number.isInteger(percent) && percent >= 1 && percent <= 100
  return {
    ...(draft.physicianId === '' ? { physicianId: 'missing' } : {}),
    ...(draft.joinedOn === '' ? { joinedOn: 'missing' } : {}),
    ...(draft.leftOn !== '' && draft.leftOn < draft.joinedOn ? { leftOn: 'endsBeforeItBegins' } : {}),
    ...(whole(least) ? {} : { minUnits: 'notWhole' }),
    ...(whole(most) ? {} : { maxUnits: 'notWhole' }),
    ...(least !== null && most !== null && least > most ? { maxUnits: 'lessThanLeast' } : {}),
    ...(draft.share === 'other' && !isPercent ? { sharePercent: 'notPercent' } : {}),
    ...(draft.posts?.length === 0 ? { posts: 'none' } : {}),
    ...(draft.blocks?.length === 0 ? { blocks: 'none' } : {}),
  }
}

/** The period that a draft without errors says. */
export const periodOf = (draft: PeriodDraft): MembershipPeriod => ({
  joinedOn: draft.joinedOn,
  leftOn: draft.leftOn || null,
  posts: draft.posts,
  blocks: draft.blocks,
  minUnits: typedNumber(draft.minUnits),
  maxUnits: typedNumber(draft.maxUnits),
  sharePercent:
    draft.share === 'full' ? 100 : draft.share === 'half' ? 50 : (typedNumber(draft.sharePercent) ?? 0),
})

/** The names chosen once `name` is chosen or not, in the order of all of them. */
export const withName = (
  chosen: readonly string[],
  name: string,
  on: boolean,
  all: readonly string[],
): string[] => all.filter(one => (one === name ? on : chosen.includes(one)))
