import { firstDayOf } from '../../../server/calendar/fiscal-year.ts'
import { busyTimes } from '../../../server/roster/wishes/busy-times.ts'
import type { Interval } from '../../../server/time/interval.ts'
import { instantOf, wallClockOf } from '../../../server/time/tokyo.ts'

/** Fiscal year 2026, Asia/Tokyo. */
export const YEAR: Interval = {
  start: instantOf(firstDayOf(2026), '00:00'),
  end: instantOf(firstDayOf(2027), '00:00'),
}

type Lines = readonly string[]

export const within = (name: string, lines: Lines): Lines => [`BEGIN:${name}`, ...lines, `END:${name}`]

/** An event of an hour on 6 April 2026, 9:00 in Tokyo, unless the lines say something else. */
export const anEvent = (...lines: string[]): Lines => {
  const said = (name: string): boolean => lines.some(line => line.split(/[:;]/)[0] === name)
  const defaults = [
    ...(said('DTSTART') ? [] : ['DTSTART:20260406T090000']),
    ...(said('DTSTART') || said('DTEND') || said('DURATION') ? [] : ['DURATION:PT1H']),
  ]
  return within('VEVENT', [...defaults, ...lines])
}

/** A definition of a time zone without or with summer time. */
export const aZone = (name: string, ...sides: [kind: 'STANDARD' | 'DAYLIGHT', ...lines: string[]][]): Lines =>
  within('VTIMEZONE', [`TZID:${name}`, ...sides.flatMap(([kind, ...lines]) => within(kind, lines))])

/** New York as Google writes it. */
export const NEW_YORK = aZone(
  'America/New_York',
  [
    'DAYLIGHT',
    'TZOFFSETFROM:-0500',
    'TZOFFSETTO:-0400',
    'DTSTART:19700308T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
  ],
  [
    'STANDARD',
    'TZOFFSETFROM:-0400',
    'TZOFFSETTO:-0500',
    'DTSTART:19701101T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
  ],
)

export const aCalendar = (...components: Lines[]): string =>
  within('VCALENDAR', ['VERSION:2.0', 'PRODID:-//Rinban//test//EN', ...components.flat()])
    .map(line => `${line}\r\n`)
    .join('')

/** `2026-04-06T09:00/10:00` in Tokyo; the second day is written when it is another. */
export function inWords({ start, end }: Interval): string {
  const [from, to] = [wallClockOf(start), wallClockOf(end)]
  return `${from}/${to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to}`
}

/** The busy times of a file in words, or why there are none. */
export function busyIn(text: string, window = YEAR): string[] | string {
  const read = busyTimes(text, window)
  return read.ok ? read.busy.map(inWords) : read.reason
}
