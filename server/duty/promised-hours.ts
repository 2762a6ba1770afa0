import { type DutyCalendar, dayIn } from '../calendar/duty-calendar.ts'
import { firstDayOf, lastDayOf } from '../calendar/fiscal-year.ts'
import type { Interval } from '../time/interval.ts'
import { addDays, eachDay, type LocalDay, weekdayOf } from '../time/local-day.ts'
import { instantOf } from '../time/tokyo.ts'
import type { CoveragePromise } from './duty-rules.ts'
import { hoursFrom } from './hours-of-day.ts'

const wholeDay = (day: LocalDay): Interval => ({
  start: instantOf(day, '00:00'),
  end: instantOf(day, '24:00'),
})

/**
 * The hours a promise makes the scheme answer for on the days of the fiscal year, in order. They belong
 * to the year of their day, as units do: the eve of a closed 1 April is this year's, its hours in March.
 */
export function promisedHours(promise: CoveragePromise, calendar: DutyCalendar): Interval[] {
  const days = eachDay(firstDayOf(calendar.fiscalYear), lastDayOf(calendar.fiscalYear))
  switch (promise.kind) {
    case 'always':
      return days.map(wholeDay)
    case 'everyNight':
      return days
        .filter(day => promise.weekdays?.includes(weekdayOf(day)) ?? true)
        .map(day => hoursFrom(day, promise.start, promise.end))
    case 'closedDays':
      return days
        .filter(day => dayIn(calendar, day).closed)
        .map(day => {
          const eve = addDays(day, -1)
          if (promise.eveFrom === undefined || dayIn(calendar, eve).closed) return wholeDay(day)
          return { ...wholeDay(day), start: instantOf(eve, promise.eveFrom) }
        })
  }
}
