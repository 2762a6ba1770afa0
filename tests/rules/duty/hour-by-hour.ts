import holidayJp from '@holiday-jp/holiday_jp'
import fc from 'fast-check'
import type { Interval } from '../../../server/time/interval.ts'
import type { LocalDay } from '../../../server/time/local-day.ts'

/**
 * An independent reading of the calendar, one hour after another and with another holiday list, to check
 * the rules with. An hour is the number of hours from 1970-01-01T00:00 on Tokyo's wall clock.
 */

const FIRST_YEAR = 1971
const LAST_YEAR = 2048
const dayNumber = (day: LocalDay): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000
const dayText = (number: number): LocalDay => new Date(number * 86_400_000).toISOString().slice(0, 10)

/** A fiscal year and closed days in it and up to a month around it, alone and in clusters. */
export const closedDaysAround = fc
  .record({
    year: fc.integer({ min: FIRST_YEAR, max: LAST_YEAR }),
    spans: fc.array(fc.record({ offset: fc.integer({ min: -30, max: 395 }), length: fc.nat({ max: 9 }) }), {
      maxLength: 25,
    }),
  })
  .map(({ year, spans }) => {
    const first = dayNumber(`${year}-04-01`)
    const days = spans.flatMap(({ offset, length }) =>
      Array.from({ length: length + 1 }, (_, index) => dayText(first + offset + index)),
    )
    return { year, days }
  })

/** The hours of an interval, in order. */
export const hoursIn = ({ start, end }: Interval): number[] =>
  Array.from({ length: (end - start) / 3_600_000 }, (_, index) => start / 3_600_000 + 9 + index)

/** The hours of a fiscal year's closed days, with the twelve before those that have an eve, in order. */
export function closedHoursAround(
  year: number,
  closedDays: readonly LocalDay[],
  eves: 'standingAlone' | 'everyRun',
): number[] {
  const listed = new Set(closedDays)
  const isClosed = (number: number): boolean =>
    (number + 4) % 7 === 0 || dayText(number) in holidayJp.holidays || listed.has(dayText(number))
  const hours: number[] = []
  for (let day = dayNumber(`${year}-04-01`); day < dayNumber(`${year + 1}-04-01`); day += 1) {
    if (!isClosed(day)) continue
    const hasEve = !isClosed(day - 1) && (eves === 'everyRun' || !isClosed(day + 1))
    for (let hour = day * 24 - (hasEve ? 12 : 0); hour < day * 24 + 24; hour += 1) hours.push(hour)
  }
  return hours
}
