import { overlaps, subtract } from '../time/interval.ts'
import type { DutyUnit } from './duty-unit.ts'

/**
 * What is left of a unit outside the holiday units: the whole, its beginning, its end, or nothing.
 * There is never a middle to take out, for no unit of a holiday is shorter than the one cut (24 hours at most).
 */
export function leaveToHoliday(unit: DutyUnit, holidays: readonly DutyUnit[]): DutyUnit[] {
  const taken = holidays.filter(holiday => overlaps(holiday, unit))
  const tentative = unit.tentative || taken.some(holiday => holiday.tentative)
  return subtract([unit], taken).map(left => ({ ...unit, ...left, tentative }))
}
