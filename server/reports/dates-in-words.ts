import { eraFiscalYear, eraYear } from '../../web/wording/japanese-era.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { Instant } from '../time/clock.ts'
import { type LocalDay, yearOf } from '../time/local-day.ts'
import { localDayOf, localTimeOf } from '../time/tokyo.ts'
import type { Era } from './sheet-view.ts'

/** A calendar month as `YYYY-MM`. */
export type Month = string

/** `令和8年` or `2026年`; by the era of that day. */
export const yearInWords = (day: LocalDay, era: Era): string =>
  era === 'reiwa' ? eraYear(day) : `${yearOf(day)}年`

/** `令和8年度` or `2026年度`; 2019 is 令和元年度, as in all papers of that year but those of its first month. */
export const fiscalYearInWords = (year: FiscalYear, era: Era): string =>
  era === 'reiwa' ? eraFiscalYear(year) : `${year}年度`

/** `令和8年4月`; by the era of its first day, so April 2019 is 平成31年4月. */
export const monthInWords = (month: Month, era: Era): string =>
  `${yearInWords(`${month}-01`, era)}${Number(month.slice(5))}月`

/** `令和8年4月5日` */
export const dateInWords = (day: LocalDay, era: Era): string =>
  `${yearInWords(day, era)}${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** `令和8年4月5日 14:00`, in Tokyo. */
export const momentInWords = (instant: Instant, era: Era): string =>
  `${dateInWords(localDayOf(instant), era)} ${localTimeOf(instant)}`
