import { addDays, eachDay, type LocalDay, yearOf } from '../time/local-day.ts'
import { type CalendarDay, calendarDay } from './calendar-day.ts'
import type { ClosedDay } from './closed-days.ts'
import { type FiscalYear, firstDayOf, isFiscalYear, lastDayOf } from './fiscal-year.ts'
import { type HolidayRun, holidayRuns } from './holiday-runs.ts'
import { type NationalHoliday, nationalHolidaysOf } from './national-holidays.ts'

/** The days of a fiscal year and of its neighbourhood, consecutive, with every run of closed days whole. */
export type DutyCalendar = {
  readonly fiscalYear: FiscalYear
  readonly days: ReadonlyMap<LocalDay, CalendarDay>
  readonly runs: readonly HolidayRun[]
}

/** Days known on each side of the year: more than the longest unit (7 days) and a day either side of it. */
const MARGIN = 14

/**
 * The calendar of a fiscal year (1949–2100) for an association's closed days, in any order and of any
 * year. It reaches at least two weeks past 1 April and 31 March, and further until both its ends are
 * open days, so that a run across a year's edge is never cut. Throws a `RangeError` for another year.
 */
export function dutyCalendar(fiscalYear: FiscalYear, closedDays: readonly ClosedDay[]): DutyCalendar {
  if (!isFiscalYear(fiscalYear)) throw new RangeError(`no calendar for fiscal year ${fiscalYear}`)
  const read = dayReader(closedDays)

  let first = addDays(firstDayOf(fiscalYear), -MARGIN)
  while (read(first).closed) first = addDays(first, -1)
  let last = addDays(lastDayOf(fiscalYear), MARGIN)
  while (read(last).closed) last = addDays(last, 1)

  const days = eachDay(first, last).map(read)
  return { fiscalYear, days: new Map(days.map(day => [day.day, day])), runs: holidayRuns(days) }
}

/** The day of that date. Asking beyond the calendar's ends is a bug and throws a `RangeError`. */
export function dayIn(calendar: DutyCalendar, day: LocalDay): CalendarDay {
  const found = calendar.days.get(day)
  if (!found) throw new RangeError(`${day} is outside the calendar of fiscal year ${calendar.fiscalYear}`)
  return found
}

/** The run a closed day belongs to; none for an open day. */
export const runOf = (calendar: DutyCalendar, day: LocalDay): HolidayRun | undefined =>
  calendar.runs.find(run => run.some(closed => closed.day === day))

/** Reads one day after another, looking each calendar year's holidays up once. */
function dayReader(closedDays: readonly ClosedDay[]): (day: LocalDay) => CalendarDay {
  const listed = new Map(closedDays.map(closed => [closed.day, closed]))
  const holidays = new Map<LocalDay, NationalHoliday>()
  const years = new Set<number>()
  return day => {
    const year = yearOf(day)
    if (!years.has(year)) {
      years.add(year)
      for (const holiday of nationalHolidaysOf(year)) holidays.set(holiday.day, holiday)
    }
    return calendarDay(day, holidays.get(day), listed.get(day))
  }
}
