import type { HolidayClass } from '../calendar/holiday-class.ts'
import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'
import type { LocalDay } from '../time/local-day.ts'

/** One unit and post with the physician who holds it, and the unit as it is at that time. */
export type Duty = Interval & {
  unitId: string
  post: string
  physicianId: string
  day: LocalDay
  holidayClass: HolidayClass
  label: string
  tentative: boolean
}

/** A duty, or the part of one that one physician stands; `part` names it inside its unit and post, 0 is the first. */
export type DutyPart = Duty & { part: number }

/** A duty as the calendars follow it: RFC 5545 SEQUENCE, and when it first appeared, changed and ended. */
export type FollowedDuty = DutyPart & {
  sequence: number
  firstPublishedAt: Instant
  changedAt: Instant
  cancelledAt: Instant | null
}

const keyOf = ({ unitId, post, part }: DutyPart): string => `${unitId}\n${post}\n${part}`

const saysTheSame = (a: Duty, b: Duty): boolean =>
  a.physicianId === b.physicianId &&
  a.start === b.start &&
  a.end === b.end &&
  a.label === b.label &&
  a.tentative === b.tentative

/**
 * The duties that change when `standing` takes the place of `current` at `now`:
 * new ones, changed ones with the next sequence number, and cancelled ones. Unchanged duties are left out,
 * so that publishing the same rota twice disturbs no calendar.
 */
export function followPublication(
  current: readonly FollowedDuty[],
  standing: readonly DutyPart[],
  now: Instant,
): FollowedDuty[] {
  const before = new Map(current.map(duty => [keyOf(duty), duty]))
  const after = new Set(standing.map(keyOf))
  const newOrChanged = standing.flatMap(duty => {
    const known = before.get(keyOf(duty))
    if (!known) return [{ ...duty, sequence: 0, firstPublishedAt: now, changedAt: now, cancelledAt: null }]
    if (known.cancelledAt === null && saysTheSame(known, duty)) return []
    return [{ ...known, ...duty, sequence: known.sequence + 1, changedAt: now, cancelledAt: null }]
  })
  const cancelled = current
    .filter(duty => duty.cancelledAt === null && !after.has(keyOf(duty)))
    .map(duty => ({ ...duty, sequence: duty.sequence + 1, changedAt: now, cancelledAt: now }))
  return [...newOrChanged, ...cancelled]
}
