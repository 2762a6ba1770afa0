import { DAY, type Interval, overlaps } from '../../../time/interval.ts'
import type { BusyEvent, EventTime, Occurrence } from './calendar-event.ts'
import { repeatReadings } from './repeat-days.ts'
import type { Steps } from './steps.ts'
import { dayOf } from './wall-clock.ts'

/** Tells whether a time is named. */
export type Names = (time: EventTime) => boolean

/** A time is named by its instant; a date without a time names everything on that day of the clock. */
export function named(times: readonly EventTime[]): Names {
  const instants = new Set(times.filter(time => !time.wholeDay).map(time => time.zone(time.reading)))
  const days = new Set(times.filter(time => time.wholeDay).map(time => dayOf(time.reading)))
  return ({ reading, zone }) =>
    (days.size > 0 && days.has(dayOf(reading))) || (instants.size > 0 && instants.has(zone(reading)))
}

/**
 * When an event takes place, as far as that overlaps the window: its start, what its rules and further
 * dates add, without the exceptions and without what others have taken the place of. Null when that takes
 * more steps than there are.
 */
export function eventOccurrences(
  event: BusyEvent,
  isReplaced: Names,
  window: Interval,
  steps: Steps,
): Interval[] | null {
  const { start, span, rules, further } = event
  const isExcepted = named(event.except)
  const found: Interval[] = []
  const take = ({ start: time, span: { days, rest } }: Occurrence): void => {
    if (event.replaces === null && (isExcepted(time) || isReplaced(time))) return
    const { reading, zone } = time
    const interval = { start: zone(reading), end: zone(reading + days * DAY) + rest }
    if (overlaps(interval, window)) found.push(interval)
  }

  // Two days more on each side than any time zone needs.
  const range = {
    first: dayOf(window.start - span.days * DAY - span.rest) - 2,
    last: dayOf(window.end) + 2,
  }
  for (const rule of rules) {
    const readings = repeatReadings(rule, start.reading, start.zone, range, steps)
    if (!readings) return null
    for (const reading of readings) take({ start: { ...start, reading }, span })
  }
  if (rules.length === 0) take(event)
  for (const occurrence of further) take(occurrence)
  return found
}
