import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { DutyUnit } from '../../duty/duty-unit.ts'
import type { Instant } from '../../time/clock.ts'
import { overlaps } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { instantOf } from '../../time/tokyo.ts'
import { wishDaysOf } from '../wishes/new-wish.ts'

/** The days somebody falls away, both included, Asia/Tokyo. */
export type AbsentDays = { from: LocalDay; to: LocalDay }

/** What of an absence a fiscal year can know of: the days that its units may reach; null when there are none. */
export function daysForYear({ from, to }: AbsentDays, year: FiscalYear): AbsentDays | null {
  const { first, last } = wishDaysOf(year)
  if (to < first || last < from) return null
  return { from: from < first ? first : from, to: last < to ? last : to }
}

/** The units somebody away on these days cannot stand: those that share an instant with them and have not begun. */
export function unitsDuring(units: readonly DutyUnit[], { from, to }: AbsentDays, now: Instant): DutyUnit[] {
  const away = { start: instantOf(from, '00:00'), end: instantOf(to, '24:00') }
  return units.filter(unit => unit.start > now && overlaps(unit, away))
}
