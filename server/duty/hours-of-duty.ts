import type { ClosedDay } from '../calendar/closed-days.ts'
import { fiscalYearOf, isFiscalYear } from '../calendar/fiscal-year.ts'
import { DAY, type Interval, overlaps } from '../time/interval.ts'
import { localDayOf } from '../time/tokyo.ts'
import { type Block, blockOfUnits } from './block.ts'
import type { DutyRules } from './duty-rules.ts'
import { planYear } from './plan-year.ts'

/** Hours in which a scheme owes somebody, in one block or wherever it serves. */
export type HoursOfDuty = Interval & { readonly block: Block }

/** The longest unit is of seven days, and belongs to the year of one of them. */
const LONGEST_UNIT = 7 * DAY

/**
 * The hours of a window in which a scheme owes somebody by its rules: those of its units, and what it promises beside
 * them. At all others nobody is expected, and nobody there is no gap. They may reach over the edges of the window.
 */
export function hoursOfDuty(
  rules: DutyRules,
  closedDays: readonly ClosedDay[],
  window: Interval,
): HoursOfDuty[] {
  const [first, last] = [window.start - LONGEST_UNIT, window.end + LONGEST_UNIT].map(instant =>
    fiscalYearOf(localDayOf(instant)),
  )
  const years = [...new Set([first ?? 0, last ?? 0])].filter(isFiscalYear)
  const blockOf = blockOfUnits(rules.rules)
  return years
    .flatMap((year): HoursOfDuty[] => {
      const plan = planYear(rules, closedDays, year)
      if (!plan.ok) return []
      return [
        ...plan.units.map(unit => ({ start: unit.start, end: unit.end, block: blockOf(unit) })),
        ...plan.uncovered.map(({ start, end, block = null }) => ({ start, end, block })),
      ]
    })
    .filter(hours => overlaps(hours, window))
}
