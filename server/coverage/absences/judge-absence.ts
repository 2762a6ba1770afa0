import type { Instant } from '../../time/clock.ts'
import { DAY, type Interval } from '../../time/interval.ts'
import type { Cover } from '../coverage-settings.ts'

/** What somebody typed of an absence beside its hours. */
export type StatedCover = {
  readonly reasonId: string
  readonly cover: Cover
  readonly coverPhysicianId: string | null
}

/** What is known when an absence is judged. */
export type Known = {
  readonly now: Instant
  /** Where it began before the change, however long ago; null: it is new. */
  readonly begunAt: Instant | null
  readonly reasons: ReadonlySet<string>
  readonly covers: readonly Cover[]
  /** Whether the physician named as locum exists, is not the absent one, and is there in these hours. */
  readonly locumIsFree: boolean
}

/** So long after the end of an absence it may still be entered or corrected: some are told of only when back. */
const STILL_ENTERED = 30 * DAY

/** A year, leap day included. */
const LONGEST = 366 * DAY

/** The fields of an absence that cannot be as they are, all at once, each once. */
export function faultsOf(hours: Interval, stated: StatedCover, known: Known): string[] {
  return [
    ...(startsTooEarly(hours, known) ? ['start'] : []),
    ...(endsWell(hours) ? [] : ['end']),
    ...faultsOfCover(stated, known),
  ]
}

/** The same of what has no hours of its own. */
export function faultsOfCover({ reasonId, cover, coverPhysicianId }: StatedCover, known: Known): string[] {
  const isNamed = coverPhysicianId !== null
  const fits = cover === 'locum' ? isNamed && known.locumIsFree : !isNamed
  return [
    ...(known.reasons.has(reasonId) ? [] : ['reasonId']),
    ...(known.covers.includes(cover) ? [] : ['cover']),
    ...(fits ? [] : ['coverPhysicianId']),
  ]
}

const startsTooEarly = ({ start }: Interval, { now, begunAt }: Known): boolean =>
  start < now - STILL_ENTERED && start !== begunAt

const endsWell = ({ start, end }: Interval): boolean => start < end && end - start <= LONGEST

/** Too long over to be changed or withdrawn: who answered then is history. */
export const isSettled = ({ end }: Pick<Interval, 'end'>, now: Instant): boolean => end < now - STILL_ENTERED

/** Whoever was confirmed for some hours stays so for fewer of them; for others they were never asked. */
export const staysConfirmed = (before: Interval, after: Interval): boolean =>
  before.start <= after.start && after.end <= before.end
