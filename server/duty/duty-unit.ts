import type { HolidayClass } from '../calendar/holiday-class.ts'
import type { Interval } from '../time/interval.ts'
import type { LocalDay } from '../time/local-day.ts'

/** A stretch of time one person answers for (36時間単位, 24時間単位): derived from a scheme's rules. */
export type DutyUnit = Interval & {
  /** The day the unit is for: its closed day, the evening it begins, the first day of its week. */
  readonly day: LocalDay
  /** The key of its rule inside the scheme. A rule gives at most one unit a day. */
  readonly rule: string
  readonly holidayClass: HolidayClass
  readonly label: string
  /** 予定: its hours or its label depend on a national holiday not yet announced. */
  readonly tentative: boolean
}

/**
 * The identity of a unit inside an association: scheme, local date and rule. The hours are no part of
 * it: a unit stays itself when a changed closed-day list makes 36 hours of it 24.
 */
export const unitId = (schemeId: string, unit: Pick<DutyUnit, 'day' | 'rule'>): string =>
  `${schemeId}/${unit.day}/${unit.rule}`

export const byStart = (a: DutyUnit, b: DutyUnit): number => a.start - b.start || a.end - b.end
