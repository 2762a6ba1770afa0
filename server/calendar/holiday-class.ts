import type { LocalDay } from '../time/local-day.ts'
import type { CalendarDay } from './calendar-day.ts'
import { type DutyCalendar, dayIn, runOf } from './duty-calendar.ts'
import type { HolidayRun } from './holiday-runs.ts'

/** The times of year nobody likes to be on duty, which weigh more whatever the rule of the unit. */
type Season = Extract<HolidayClass, 'yearEnd' | 'goldenWeek' | 'obon'>

/** What kind of day a duty unit costs its holder, the dearest first: burden points and yearly limits count by it. */
export const HOLIDAY_CLASSES = [
  'yearEnd',
  'goldenWeek',
  'obon',
  'nationalHoliday',
  'sunday',
  'closedDay',
  'saturday',
  'night',
  'week',
  'other',
] as const

export type HolidayClass = (typeof HOLIDAY_CLASSES)[number]

const isBetween = (day: LocalDay, first: string, last: string): boolean =>
  first <= day.slice(5) && day.slice(5) <= last

/**
 * The season of a closed day, the first that holds:
 * - 年末年始: 29 December to 3 January;
 * - ゴールデンウィーク: any day of a run that touches 3–5 May;
 * - お盆: 13–16 August, when the association's list names the day.
 */
function seasonOf({ day, listed }: CalendarDay, run: HolidayRun): Season | null {
  if (isBetween(day, '12-29', '12-31') || isBetween(day, '01-01', '01-03')) return 'yearEnd'
  if (run.some(closed => isBetween(closed.day, '05-03', '05-05'))) return 'goldenWeek'
  if (listed && isBetween(day, '08-13', '08-16')) return 'obon'
  return null
}

const CLASS_OF = { nationalHoliday: 'nationalHoliday', sunday: 'sunday', association: 'closedDay' } as const

/**
 * The class of a unit that starts on this day: the season of a closed day, otherwise the `own` class of
 * the unit's rule, otherwise what closes the day. An open day without an own class is `other`.
 */
export function holidayClassOf(calendar: DutyCalendar, day: LocalDay, own?: HolidayClass): HolidayClass {
  const found = dayIn(calendar, day)
  const run = runOf(calendar, day)
  const season = run ? seasonOf(found, run) : null
  return season ?? own ?? (found.closedBy ? CLASS_OF[found.closedBy] : 'other')
}
