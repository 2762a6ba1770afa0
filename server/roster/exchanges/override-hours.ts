import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'

const MINUTE = 60_000

/** Hours as they are asked for; a start of null is from now on, an end of null to the unit's end. */
type AskedHours = { start: Instant | null; end: Instant | null }

/**
 * The hours of a unit that an override is of; null asks for the whole unit. "From now on" begins with the next full
 * minute, since duties are told by the minute. Null when the hours are none, leave the unit or are not of full minutes.
 */
export function hoursOfOverride(unit: Interval, asked: AskedHours | null, now: Instant): Interval | null {
  if (asked === null) return { start: unit.start, end: unit.end }
  const fromNow = Math.max(unit.start, Math.ceil(now / MINUTE) * MINUTE)
  const hours = { start: asked.start ?? fromNow, end: asked.end ?? unit.end }
  const isInside = unit.start <= hours.start && hours.start < hours.end && hours.end <= unit.end
  const isOfMinutes = hours.start % MINUTE === 0 && hours.end % MINUTE === 0
  return isInside && isOfMinutes ? hours : null
}
