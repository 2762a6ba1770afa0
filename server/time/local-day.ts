import { DAY } from './interval.ts'

/** A calendar day in Asia/Tokyo as `YYYY-MM-DD`. Text order is time order. */
export type LocalDay = string

/** 0 = Sunday … 6 = Saturday, as in `Date#getUTCDay`. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/

const utcOf = (day: LocalDay): number => Date.parse(`${day}T00:00:00Z`)
const dayOfUtc = (utc: number): LocalDay => new Date(utc).toISOString().slice(0, 10)

/** True for a day that exists: `2016-02-29` but not `2015-02-29` or `2016-2-9`. */
export const isLocalDay = (text: string): boolean =>
  PATTERN.test(text) && !Number.isNaN(utcOf(text)) && dayOfUtc(utcOf(text)) === text

export const addDays = (day: LocalDay, days: number): LocalDay => dayOfUtc(utcOf(day) + days * DAY)

/** Days from `from` to `to`: 1 for neighbours, negative when `to` comes first. */
export const daysBetween = (from: LocalDay, to: LocalDay): number => (utcOf(to) - utcOf(from)) / DAY

export const weekdayOf = (day: LocalDay): Weekday => new Date(utcOf(day)).getUTCDay() as Weekday

export const yearOf = (day: LocalDay): number => Number(day.slice(0, 4))

/** Every day from `first` to `last`, both included; none when `last` comes before `first`. */
export function eachDay(first: LocalDay, last: LocalDay): LocalDay[] {
  const count = daysBetween(first, last) + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(first, index))
}
