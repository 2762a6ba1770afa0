import { type LocalDay, yearOf } from '../../server/time/local-day.ts'

/** 元号 of every fiscal year and month the program knows, newest first; each from its first day. */
const ERAS = [
  { name: '令和', from: '2019-05-01' },
  { name: '平成', from: '1989-01-08' },
  { name: '昭和', from: '1926-12-25' },
] as const

const written = (name: string, year: number): string => `${name}${year === 1 ? '元' : year}`

/** `令和8年` for a day from 昭和 on; the first year of an era is 元年. */
export function eraYear(day: LocalDay): string {
  const era = ERAS.find(({ from }) => from <= day)
  return era ? `${written(era.name, yearOf(day) - yearOf(era.from) + 1)}年` : `${yearOf(day)}年`
}

/** `令和8年度`: the era in which most of the fiscal year lies, so 2019 is 令和元年度 though it began in 平成. */
export const eraFiscalYear = (year: number): string => `${eraYear(`${year}-12-31`)}度`
