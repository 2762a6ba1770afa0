import { type DutyCalendar, dayIn } from '../calendar/duty-calendar.ts'
import { holidayClassOf } from '../calendar/holiday-class.ts'
import { type LocalDay, weekdayOf } from '../time/local-day.ts'
import { localDayOf } from '../time/tokyo.ts'
import type { DutyUnit } from './duty-unit.ts'
import { hoursFrom } from './hours-of-day.ts'
import { leaveToHoliday } from './leave-to-holiday.ts'
import type { EveryNightRule } from './unit-rule.ts'

/**
 * One unit for each night that begins on one of these days and of the rule's weekdays, without the
 * hours it leaves to `holidays`. A night keeps the season of the day its remaining hours begin on.
 */
export const nightUnits = (
  rule: EveryNightRule,
  calendar: DutyCalendar,
  days: readonly LocalDay[],
  holidays: readonly DutyUnit[],
): DutyUnit[] =>
  days
    .filter(day => rule.weekdays?.includes(weekdayOf(day)) ?? true)
    .flatMap(day => {
      const { label, tentative } = dayIn(calendar, day)
      const night: DutyUnit = {
        ...hoursFrom(day, rule.start, rule.end),
        day,
        rule: rule.key,
        holidayClass: 'night',
        label: `${label}の夜`,
        tentative,
      }
      return rule.closedHours === 'leaveToHoliday' ? leaveToHoliday(night, holidays) : [night]
    })
    .map(night => ({ ...night, holidayClass: holidayClassOf(calendar, localDayOf(night.start), 'night') }))
