import type { DutyCalendar } from '../calendar/duty-calendar.ts'
import { holidayClassOf } from '../calendar/holiday-class.ts'
import type { LocalDay } from '../time/local-day.ts'
import { instantOf } from '../time/tokyo.ts'
import type { DutyUnit } from './duty-unit.ts'
import { occurrences, readRecurrence } from './recurrence.ts'
import type { CustomRule } from './unit-rule.ts'

const MINUTE = 60_000

/** One unit from `start` for `minutes` on each day of the rule's recurrence among these days. */
export function customUnits(rule: CustomRule, calendar: DutyCalendar, days: readonly LocalDay[]): DutyUnit[] {
  const read = readRecurrence(rule.rrule)
  if (!read.ok) throw new TypeError(`rule ${rule.key} was not validated: ${read.reasons.join(', ')}`)
  return occurrences(read.recurrence, rule.firstDay, days).map(day => {
    const start = instantOf(day, rule.start)
    return {
      day,
      rule: rule.key,
      start,
      end: start + rule.minutes * MINUTE,
      holidayClass: holidayClassOf(calendar, day, 'other'),
      label: rule.label,
      tentative: false,
    }
  })
}
