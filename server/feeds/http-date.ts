import type { Instant } from '../time/clock.ts'

/** The three forms of RFC 9110 §5.6.7: today's, and two old ones that must still be understood. */
const FORMS = [
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/,
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d{2})-([A-Z][a-z]{2})-(\d{2}) (\d{2}:\d{2}:\d{2}) GMT$/,
] as const
const ASCTIME = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\d{4})$/

/** The instant, in whole seconds, of a date as HTTP writes it; null for anything else, which is to be ignored. */
export function parseHttpDate(text: string): Instant | null {
  for (const form of FORMS) {
    const [, day, month, year = '', time] = form.exec(text) ?? []
    if (day !== undefined) return instantAt(day, month, year.length === 2 ? century(year) + year : year, time)
  }
  const [, month, day, time, year] = ASCTIME.exec(text) ?? []
  return day === undefined ? null : instantAt(day, month, year, time)
}

/** The old form dates from the last century; nothing we serve is from before 2000, so it need not be exact to the day. */
const century = (year: string): string => (year < '70' ? '20' : '19')

function instantAt(day = '', month = '', year = '', time = ''): Instant | null {
  const instant = Date.parse(`${day.trim()} ${month} ${year} ${time} GMT`)
  return Number.isNaN(instant) ? null : instant
}

export const httpDate = (instant: Instant): string => new Date(instant).toUTCString()
