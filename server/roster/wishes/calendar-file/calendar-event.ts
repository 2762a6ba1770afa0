import { DAY, HOUR } from '../../../time/interval.ts'
import type { FindZone } from './file-zones.ts'
import { type Component, type Property, propertiesOf, textOf } from './read-components.ts'
import { type RepeatRule, readRepeatRule } from './repeat-rule.ts'
import { readWallClock } from './wall-clock.ts'
import { TOKYO, UTC, type Zone } from './zone.ts'

/** What the clock of a zone shows; a date is 00:00 in Asia/Tokyo. */
export type EventTime = { readonly reading: number; readonly zone: Zone; readonly wholeDay: boolean }

/** So many days on the clock of the zone, and then so many milliseconds (RFC 5545 §3.3.6). */
type Span = { readonly days: number; readonly rest: number }

export type Occurrence = { readonly start: EventTime; readonly span: Span }

export type BusyEvent = Occurrence & {
  readonly standing: 'busy'
  readonly uid: string | null
  /** RECURRENCE-ID: whose place it takes in the series of the same UID. */
  readonly replaces: EventTime | null
  readonly rules: readonly RepeatRule[]
  /** RDATE */
  readonly further: readonly Occurrence[]
  /** EXDATE */
  readonly except: readonly EventTime[]
}

/** An event that takes no time; it may still take the place of another. */
type IdleEvent = Pick<BusyEvent, 'uid' | 'replaces'> & { readonly standing: 'free' | 'cancelled' }

export type CalendarEvent = BusyEvent | IdleEvent

/** A VEVENT as far as busy times need it; null when any of that cannot be read. */
export function readEvent(component: Component, findZone: FindZone): CalendarEvent | null {
  // Withdrawn by RFC 5545, and a change of all that follow: exports hardly have them.
  const beyondUs =
    propertiesOf(component, 'EXRULE').length > 0 ||
    propertiesOf(component, 'RECURRENCE-ID').some(({ parameters }) => 'range' in parameters)
  const replaced = timesOf(component, 'RECURRENCE-ID', findZone)
  if (!component.sound || beyondUs || !replaced || replaced.length > 1) return null

  const [replaces = null] = replaced
  const uid = textOf(component, 'UID')
  const standing = standingOf(component)
  if (standing !== 'busy') return { standing, uid, replaces }

  const [start, ...others] = timesOf(component, 'DTSTART', findZone) ?? []
  const span = start && spanOf(component, start, findZone)
  const rules = complete(propertiesOf(component, 'RRULE').map(({ value }) => readRepeatRule(value)))
  const further = span && furtherOccurrences(component, span, findZone)
  const except = timesOf(component, 'EXDATE', findZone)
  if (!start || others.length > 0 || !span || !rules || !further || !except) return null
  if (replaces && rules.length + further.length > 0) return null
  return { standing, uid, replaces, start, span, rules, further, except }
}

/** Tentative counts as busy, and so does what says nothing. */
function standingOf(component: Component): 'busy' | 'free' | 'cancelled' {
  const says = (name: string, value: string): boolean =>
    propertiesOf(component, name).some(property => property.value.toUpperCase() === value)
  if (says('STATUS', 'CANCELLED')) return 'cancelled'
  return says('TRANSP', 'TRANSPARENT') || says('X-MICROSOFT-CDO-BUSYSTATUS', 'FREE') ? 'free' : 'busy'
}

const complete = <T>(items: (T | null)[]): T[] | null => (items.every(item => item !== null) ? items : null)

const timesOf = (component: Component, name: string, findZone: FindZone): EventTime[] | null =>
  complete(
    propertiesOf(component, name).flatMap(property =>
      property.value.split(',').map(text => readTime(text, property, findZone)),
    ),
  )

function readTime(text: string, { parameters }: Property, findZone: FindZone): EventTime | null {
  const clock = readWallClock(text)
  if (!clock) return null
  const { reading, form } = clock
  if (form === 'DATE') return { reading, zone: TOKYO, wholeDay: true }
  if (form === 'UTC') return { reading, zone: UTC, wholeDay: false }
  const zone = 'tzid' in parameters ? findZone(String(parameters.tzid)) : TOKYO
  return zone && { reading, zone, wholeDay: false }
}

/** From DTEND or DURATION; without either a date lasts its day and a time no time at all (§3.6.1). */
function spanOf(component: Component, start: EventTime, findZone: FindZone): Span | null {
  const ends = timesOf(component, 'DTEND', findZone)
  const durations = complete(propertiesOf(component, 'DURATION').map(({ value }) => readDuration(value)))
  if (!ends || !durations || ends.length + durations.length > 1) return null
  const [end] = ends
  if (end) return spanUntil(start, end)
  return durations[0] ?? { days: start.wholeDay ? 1 : 0, rest: 0 }
}

/** Null when the end comes first. A date that ends on itself is that day: some programs write it so. */
function spanUntil(start: EventTime, end: EventTime): Span | null {
  const rest = end.zone(end.reading) - start.zone(start.reading)
  if (rest < 0) return null
  return start.wholeDay && end.wholeDay ? { days: Math.max(1, rest / DAY), rest: 0 } : { days: 0, rest }
}

const DURATION =
  /^\+?P(?=.*[WDHMS]$)(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/i

function readDuration(text: string): Span | null {
  const read = DURATION.exec(text)
    ?.slice(1)
    .map(part => Number(part ?? 0))
  if (!read) return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = read
  return { days: weeks * 7 + days, rest: hours * HOUR + minutes * 60_000 + seconds * 1_000 }
}

/** A date of the list lasts as long as the event, a period `start/end` or `start/duration` as it says. */
const furtherOccurrences = (component: Component, span: Span, findZone: FindZone): Occurrence[] | null =>
  complete(
    propertiesOf(component, 'RDATE').flatMap(property =>
      property.value.split(',').map(text => {
        const [from = '', until, ...more] = text.split('/')
        const start = readTime(from, property, findZone)
        if (!start || more.length > 0) return null
        if (until === undefined) return { start, span }
        const end = readTime(until, property, findZone)
        const own = end ? spanUntil(start, end) : readDuration(until)
        return own && { start, span: own }
      }),
    ),
  )
