import { addDays, type LocalDay, weekdayOf } from '../time/local-day.ts'
import { instantOf } from '../time/tokyo.ts'
import type { DutyUnit } from './duty-unit.ts'
import type { WeeklyRule } from './unit-rule.ts'

/**
 * One unit of seven days for each handoff (勤務の引継ぎ) on one of these days, to the next handoff.
 * A week is of its own class whatever days it holds.
 */
export const weeklyUnits = (rule: WeeklyRule, days: readonly LocalDay[]): DutyUnit[] =>
  days
    .filter(day => weekdayOf(day) === rule.weekday)
    .map(day => ({
      day,
      rule: rule.key,
      start: instantOf(day, rule.handoff),
      end: instantOf(addDays(day, 7), rule.handoff),
      holidayClass: 'week',
      label: '週番',
      tentative: false,
    }))
