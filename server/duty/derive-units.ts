import type { DutyCalendar } from '../calendar/duty-calendar.ts'
import { firstDayOf, lastDayOf } from '../calendar/fiscal-year.ts'
import { addDays, eachDay, type LocalDay } from '../time/local-day.ts'
import { type Block, blockOfUnits, meet } from './block.ts'
import { customUnits } from './custom-units.ts'
import { byStart, type DutyUnit } from './duty-unit.ts'
import { holidayUnits } from './holiday-units.ts'
import { nightUnits } from './night-units.ts'
import { saturdayUnits } from './saturday-units.ts'
import type { UnitRule } from './unit-rule.ts'
import { weeklyUnits } from './weekly-units.ts'

/** Days looked at on each side of the year: a unit is of seven days at most. */
const NEIGHBOURHOOD = 8

/**
 * The units of every rule, sorted, for the days of the calendar's fiscal year and at least a week on
 * each side: enough to know every unit that has an hour of the year. Hours are left to the holiday units of the
 * same block and of the whole scheme; a whole scheme's unit leaves them to those of any block.
 */
export function deriveUnits(rules: readonly UnitRule[], calendar: DutyCalendar): DutyUnit[] {
  const first = addDays(firstDayOf(calendar.fiscalYear), -NEIGHBOURHOOD)
  const last = addDays(lastDayOf(calendar.fiscalYear), NEIGHBOURHOOD)
  const days = eachDay(first, last)
  const holidays = rules.flatMap(rule => (rule.kind === 'holiday' ? holidayUnits(rule, calendar) : []))
  const blockOf = blockOfUnits(rules)
  const others = rules.flatMap(rule => {
    const near = holidays.filter(holiday => meet(blockOf(holiday), rule.block ?? null))
    return unitsOf(rule, calendar, days, near)
  })
  return [...holidays, ...others].map(unit => labelled(unit, blockOf(unit))).sort(byStart)
}

/** Units of several blocks stand side by side in calendars and tables. */
const labelled = (unit: DutyUnit, block: Block): DutyUnit =>
  block === null ? unit : { ...unit, label: `${block} ${unit.label}` }

function unitsOf(
  rule: UnitRule,
  calendar: DutyCalendar,
  days: readonly LocalDay[],
  holidays: readonly DutyUnit[],
): DutyUnit[] {
  switch (rule.kind) {
    case 'holiday':
      return []
    case 'everyNight':
      return nightUnits(rule, calendar, days, holidays)
    case 'saturdayAfternoon':
      return saturdayUnits(rule, calendar, days, holidays)
    case 'weekly':
      return weeklyUnits(rule, days)
    case 'custom':
      return customUnits(rule, calendar, days)
  }
}
