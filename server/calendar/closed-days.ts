import { eachDay, type LocalDay } from '../time/local-day.ts'
import { type FiscalYear, firstDayOf, lastDayOf } from './fiscal-year.ts'

/** A day on the association's own list of closed days (domain.md §2A, open point 4). */
export type ClosedDay = { readonly day: LocalDay; readonly label: string }

/** A span of `MM-DD` days closed each year, both ends included; it may go past New Year. */
export type YearlyClosure = { readonly first: string; readonly last: string; readonly label: string }

export const YEAR_END: YearlyClosure = { first: '12-29', last: '01-03', label: '年末年始' }
export const OBON: YearlyClosure = { first: '08-13', last: '08-15', label: 'お盆' }

/** The days of a yearly closure that fall in a fiscal year; `02-29` only where there is one. */
export function closedDaysOf({ first, last, label }: YearlyClosure, year: FiscalYear): ClosedDay[] {
  const within = (date: string): boolean =>
    first <= last ? first <= date && date <= last : first <= date || date <= last
  return eachDay(firstDayOf(year), lastDayOf(year))
    .filter(day => within(day.slice(5)))
    .map(day => ({ day, label }))
}
