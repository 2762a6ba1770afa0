import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import type { Duty, DutyPart } from '../follow-publication.ts'

/** `override` by the secretariat, `swap` agreed between physicians, `offer` given away to whoever took it. */
export type ChangeKind = 'override' | 'swap' | 'offer'

/** One post of a published unit, or the part `[start, end)` of it, that passes from one physician to another. */
export type DutyChange = Interval & {
  kind: ChangeKind
  exchangeId: string | null
  unitId: string
  post: string
  from: string
  to: string
  reason: string
  appliedAt: Instant
  /** The account; null: the demo's seed. */
  appliedBy: string | null
}

type Part = Interval & { physicianId: string }

/**
 * A post of a published unit as it stands: `physicianId` holds it as a whole; `parts` says who stands which hours,
 * in order, together exactly the unit.
 */
export type StandingDuty = Duty & { parts: readonly Part[] }

/** A published rota before and after changes of it. */
export type ChangedRota = {
  before: readonly StandingDuty[]
  after: readonly StandingDuty[]
  changes: readonly DutyChange[]
}

type Place = { unitId: string; post: string }

export const placeOf = ({ unitId, post }: Place): string => `${unitId}\n${post}`

/** Whether the change is of the whole unit, so that the post itself passes on. */
export const isOfWhole = (change: Interval, duty: Interval): boolean =>
  change.start <= duty.start && duty.end <= change.end

/** A version with the changes made after it, in their order: the rota as it stands. Changes of unknown posts are void. */
export function standingRota(published: readonly Duty[], changes: readonly DutyChange[]): StandingDuty[] {
  const ofPlace = Map.groupBy(changes, placeOf)
  return published.map(duty => (ofPlace.get(placeOf(duty)) ?? []).reduce(afterChange, untouched(duty)))
}

const untouched = (duty: Duty): StandingDuty => ({
  ...duty,
  parts: [{ start: duty.start, end: duty.end, physicianId: duty.physicianId }],
})

/** The duty once the hours of the change are with whom it names. */
export function afterChange(duty: StandingDuty, change: DutyChange): StandingDuty {
  if (isOfWhole(change, duty)) return untouched({ ...duty, physicianId: change.to })
  const start = Math.max(change.start, duty.start)
  const end = Math.min(change.end, duty.end)
  if (start >= end) return duty
  const left = duty.parts.flatMap(part => [
    { ...part, end: Math.min(part.end, start) },
    { ...part, start: Math.max(part.start, end) },
  ])
  const parts = [...left, { start, end, physicianId: change.to }]
    .filter(part => part.start < part.end)
    .toSorted((a, b) => a.start - b.start)
  return { ...duty, parts: joined(parts) }
}

/** The same hours with neighbours of one physician as one part. */
function joined(parts: readonly Part[]): Part[] {
  const whole: Part[] = []
  for (const part of parts) {
    const last = whole.at(-1)
    if (last?.physicianId === part.physicianId) whole.splice(-1, 1, { ...last, end: part.end })
    else whole.push(part)
  }
  return whole
}

/** Who stands the post during all of `hours`; null when it is several, or when the hours leave the unit. */
export const standsAlone = ({ parts }: StandingDuty, hours: Interval): string | null =>
  parts.find(part => part.start <= hours.start && hours.end <= part.end)?.physicianId ?? null

const MINUTE = 60_000

/**
 * The duties as calendars show them, one for each part. A part is named by the minutes from the unit's start to its
 * own: a further change in the unit leaves the names of the others as they are.
 */
export const partsOf = (rota: readonly StandingDuty[]): DutyPart[] =>
  rota.flatMap(({ parts, ...duty }) =>
    parts.map(part => ({ ...duty, ...part, part: Math.round((part.start - duty.start) / MINUTE) })),
  )

/**
 * What a publication at `now` really says, and the changes of parts that outlive it. `standing` null: it is the first of
 * its year. Afterwards the past is never recomputed (architecture.md §2.4): a duty that has begun stays as it is, or
 * away, whatever the draft says of it, and no duty to come is moved to have begun. A part that somebody took over stays
 * with them where the draft leaves the unit's hours and its holder as they are.
 */
export function supersede(
  standing: readonly StandingDuty[] | null,
  changes: readonly DutyChange[],
  drafted: readonly Duty[],
  now: Instant,
): { published: Duty[]; carried: DutyChange[] } {
  if (!standing) return { published: [...drafted], carried: [] }
  const tooLate = new Set(drafted.filter(({ start }) => start <= now).map(placeOf))
  const kept = standing.filter(duty => duty.start <= now || tooLate.has(placeOf(duty)))
  const decided = new Set([...tooLate, ...kept.map(placeOf)])
  const published = [
    ...kept.map(({ parts, ...duty }) => duty),
    ...drafted.filter(duty => !decided.has(placeOf(duty))),
  ]
  const before = new Map(standing.map(duty => [placeOf(duty), duty]))
  const ofPlace = Map.groupBy(changes, placeOf)
  const carried = published.flatMap(duty => {
    const known = before.get(placeOf(duty))
    if (!known || !isTheSame(known, duty)) return []
    const own = ofPlace.get(placeOf(duty)) ?? []
    return own.slice(own.findLastIndex(change => isOfWhole(change, duty)) + 1)
  })
  return { published, carried }
}

const isTheSame = (a: Duty, b: Duty): boolean =>
  a.physicianId === b.physicianId && a.start === b.start && a.end === b.end
