import type { Interval } from '../../time/interval.ts'
import { type CalendarEvent, readEvent } from './calendar-file/calendar-event.ts'
import { eventOccurrences, type Names, named } from './calendar-file/event-occurrences.ts'
import { fileZones } from './calendar-file/file-zones.ts'
import { readComponents } from './calendar-file/read-components.ts'
import { type Steps, withSome } from './calendar-file/steps.ts'
import { addTimes, type TimesByDay, unionByPortions } from './calendar-file/times-by-day.ts'

export type BusyTimes =
  | {
      ok: true
      /** Sorted, apart from each other, inside the window. */
      busy: Interval[]
      /** Every event of the file, those left out included; a series is one, a changed occurrence another. */
      events: number
      /** Left out: marked as free, cancelled, or not read because it is damaged or beyond our bounds. */
      skipped: { free: number; cancelled: number; unreadable: number }
    }
  | { ok: false; reason: 'calendarUnreadable' | 'calendarTooLarge' }

/** In UTF-16 units. */
const LONGEST_FILE = 1_000_000

const MOST_BUSY_TIMES = 2_000

/** A step is one day looked at: about a century of days for an event, a year each for a thousand series. */
const STEPS_FOR_AN_EVENT = 40_000
const STEPS_FOR_A_FILE = 400_000

/** After so many events, or steps, comes a pause: some milliseconds of work. */
const PORTION = { events: 200, steps: 10_000 }

/**
 * The times inside a window that a calendar file (.ics, RFC 5545) says its owner is busy. Nothing else of
 * the file leaves this function: no title, place, person or text, not in a refusal either (domain.md §4).
 *
 * Times without a zone, and dates, are Asia/Tokyo; the process's zone and clock play no part. An event that
 * cannot be read exactly is left out whole and counted. Refused are files that are not a calendar, are cut
 * off or have no readable event among theirs (`calendarUnreadable`), and files of over a million characters
 * or with over 2,000 busy times (`calendarTooLarge`).
 */
export function busyTimes(text: string, window: Interval): BusyTimes {
  const reading = busyTimesByPortions(text, window)
  for (;;) {
    const { done, value } = reading.next()
    if (done) return value
  }
}

/** The same with pauses, in which a server can let others go first. */
export function* busyTimesByPortions(text: string, window: Interval): Generator<undefined, BusyTimes> {
  if (text.length > LONGEST_FILE) return { ok: false, reason: 'calendarTooLarge' }
  const file = yield* readComponents(text)
  if (!file) return { ok: false, reason: 'calendarUnreadable' }

  const steps = { left: STEPS_FOR_A_FILE }
  const findZone = fileZones(file.zones, window.end, steps)
  const isPauseDue = pausesBy(steps)
  const events: (CalendarEvent | null)[] = []
  for (const component of file.events) {
    events.push(readEvent(component, findZone))
    if (isPauseDue()) yield
  }
  const replaced = replacedTimes(events)

  const times: TimesByDay = new Map()
  const skipped = { free: 0, cancelled: 0, unreadable: 0 }
  for (const event of events) {
    if (isPauseDue()) yield
    if (event && event.standing !== 'busy') {
      skipped[event.standing] += 1
      continue
    }
    const found =
      event &&
      withSome(steps, STEPS_FOR_AN_EVENT, some =>
        eventOccurrences(event, replaced.get(event.uid) ?? NONE, window, some),
      )
    if (!found) skipped.unreadable += 1
    else addTimes(times, found)
  }

  if (events.length > 0 && skipped.unreadable === events.length)
    return { ok: false, reason: 'calendarUnreadable' }
  const joined = yield* unionByPortions(times)
  if (joined.length > MOST_BUSY_TIMES) return { ok: false, reason: 'calendarTooLarge' }
  const busy = joined.map(({ start, end }) => ({
    start: Math.max(start, window.start),
    end: Math.min(end, window.end),
  }))
  return { ok: true, busy, events: events.length, skipped }
}

/** Asked at every event, true when there was a portion of work since the last pause. */
function pausesBy(steps: Steps): () => boolean {
  let [events, left] = [0, steps.left]
  return () => {
    events++
    if (events < PORTION.events && left - steps.left < PORTION.steps) return false
    events = 0
    left = steps.left
    return true
  }
}

const NONE: Names = () => false

/** By the UID of a series, which of its occurrences others have taken the place of. */
function replacedTimes(events: readonly (CalendarEvent | null)[]): Map<string | null, Names> {
  const changes = events.flatMap(event =>
    event?.uid && event.replaces ? [{ uid: event.uid, time: event.replaces }] : [],
  )
  const ofSeries = Map.groupBy(changes, ({ uid }) => uid)
  return new Map(ofSeries.entries().map(([uid, those]) => [uid, named(those.map(({ time }) => time))]))
}
