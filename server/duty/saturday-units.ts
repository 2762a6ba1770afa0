import { type DutyCalendar, dayIn } from '../calendar/duty-calendar.ts'
import { type LocalDay, weekdayOf } from '../time/local-day.ts'
import type { DutyUnit } from './duty-unit.ts'
import { hoursFrom } from './hours-of-day.ts'
import { leaveToHoliday } from './leave-to-holiday.ts'
import type { SaturdayAfternoonRule } from './unit-rule.ts'

/** One unit for each Saturday among these days; a Saturday that is itself closed belongs to a holiday rule. */
export const saturdayUnits = (
  rule: SaturdayAfternoonRule,
  calendar: DutyCalendar,
  days: readonly LocalDay[],
  holidays: readonly DutyUnit[],
): DutyUnit[] =>
  days
    .filter(day => weekdayOf(day) === 6 && !dayIn(calendar, day).closed)
    .flatMap(day => {
      const afternoon: DutyUnit = {
        ...hoursFrom(day, rule.from, rule.to),
        day,
        rule: rule.key,
        holidayClass: 'saturday',
        label: '土曜日の午後',
        tentative: false,
      }
      return rule.closedHours === 'leaveToHoliday' ? leaveToHoliday(afternoon, holidays) : [afternoon]
    })
