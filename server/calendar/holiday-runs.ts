import { daysBetween } from '../time/local-day.ts'
import type { CalendarDay } from './calendar-day.ts'

/** Closed days in a row with an open day on both sides: one day stands alone, two or more are a 連休. */
export type HolidayRun = readonly [CalendarDay, ...CalendarDay[]]

/** The runs of closed days among consecutive days, in order; a run is as long as the days given let it be. */
export function holidayRuns(days: Iterable<CalendarDay>): HolidayRun[] {
  const runs: [CalendarDay, ...CalendarDay[]][] = []
  for (const day of days) {
    if (!day.closed) continue
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (run && before && daysBetween(before.day, day.day) === 1) run.push(day)
    else runs.push([day])
  }
  return runs
}
