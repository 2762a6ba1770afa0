import { hoursOf } from '../time/interval.ts'
import type { DutyUnit } from './duty-unit.ts'

/** Burden in quarter points by what a unit costs its holder; a scheme may change any of them. */
export type BurdenSettings = {
  readonly yearEnd: number
  readonly goldenWeek: number
  readonly obon: number
  /** A closed day of ordinary length: a Sunday, a national holiday or the association's own day. */
  readonly closedDay: number
  /** A closed day that began on its eve (36 hours). */
  readonly closedDayWithEve: number
  readonly saturday: number
  readonly night: number
  readonly week: number
  readonly other: number
}

/**
 * 4 quarter points are one ordinary duty. The afternoon of an eve adds 2, so a Saturday afternoon is 2;
 * a week is seven ordinary duties.
 */
export const DEFAULT_BURDEN: BurdenSettings = {
  yearEnd: 12,
  goldenWeek: 8,
  obon: 8,
  closedDay: 4,
  closedDayWithEve: 6,
  saturday: 2,
  night: 4,
  week: 28,
  other: 4,
}

/** The burden of a unit in quarter points; a season counts before the length. */
export function burdenOf(unit: DutyUnit, settings: BurdenSettings = DEFAULT_BURDEN): number {
  switch (unit.holidayClass) {
    case 'sunday':
    case 'nationalHoliday':
    case 'closedDay':
      return hoursOf(unit) > 24 ? settings.closedDayWithEve : settings.closedDay
    default:
      return settings[unit.holidayClass]
  }
}
