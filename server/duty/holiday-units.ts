import type { DutyCalendar } from '../calendar/duty-calendar.ts'
import { holidayClassOf } from '../calendar/holiday-class.ts'
import { addDays } from '../time/local-day.ts'
import { instantOf } from '../time/tokyo.ts'
import type { DutyUnit } from './duty-unit.ts'
import type { HolidayRule } from './unit-rule.ts'

/**
 * One unit for each closed day (domain.md §2A): alone, from `eveFrom` of the day before to 24:00
 * (36時間単位); in a run, from 00:00 to 24:00 (24時間単位), the first day with its eve if the rule says so.
 * Every unit of a run that holds a 予定 is tentative: without that holiday its hours would differ.
 */
export const holidayUnits = (rule: HolidayRule, calendar: DutyCalendar): DutyUnit[] =>
  calendar.runs.flatMap(run =>
    run.map(({ day, label }, index): DutyUnit => {
      const withEve = run.length === 1 || (index === 0 && rule.leadIn === 'firstDay')
      return {
        day,
        rule: rule.key,
        start: withEve ? instantOf(addDays(day, -1), rule.eveFrom) : instantOf(day, '00:00'),
        end: instantOf(day, '24:00'),
        holidayClass: holidayClassOf(calendar, day),
        label,
        tentative: run.some(closed => closed.tentative),
      }
    }),
  )
