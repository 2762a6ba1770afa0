import { type LocalDay, yearOf } from '../time/local-day.ts'

/** A Japanese fiscal year (年度) by the year it begins in: 2016 is April 2016 to March 2017. */
export type FiscalYear = number

/** The public-holiday law is of 1948 (first whole fiscal year 1949); equinoxes are computed to 2101. */
export const FIRST_FISCAL_YEAR = 1949
export const LAST_FISCAL_YEAR = 2100

export const isFiscalYear = (year: number): boolean =>
  Number.isInteger(year) && year >= FIRST_FISCAL_YEAR && year <= LAST_FISCAL_YEAR

export const firstDayOf = (year: FiscalYear): LocalDay => `${year}-04-01`
export const lastDayOf = (year: FiscalYear): LocalDay => `${year + 1}-03-31`

export const fiscalYearOf = (day: LocalDay): FiscalYear =>
  day.slice(5) >= '04-01' ? yearOf(day) : yearOf(day) - 1
