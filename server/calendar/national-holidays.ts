import japaneseHolidays from 'japanese-holidays'
import type { LocalDay } from '../time/local-day.ts'

/** 国民の祝日, with 振替休日, 国民の休日 and the days of single laws. `tentative` is 予定: not yet announced. */
export type NationalHoliday = {
  readonly day: LocalDay
  readonly name: string
  readonly tentative: boolean
}

/**
 * The last calendar year whose holidays the Cabinet Office has announced (domain.md §3).
 * The next year is announced in the gazette each February: raise this by one then.
 * Source: https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html
 */
export const LAST_ANNOUNCED_YEAR = 2027

const twoDigits = (count: number): string => String(count).padStart(2, '0')

/** The national holidays of a calendar year, sorted; none before the law of July 1948. */
export const nationalHolidaysOf = (year: number): NationalHoliday[] =>
  japaneseHolidays.getHolidaysOf(year, true).map(({ month, date, name }) => ({
    day: `${year}-${twoDigits(month)}-${twoDigits(date)}`,
    name,
    tentative: year > LAST_ANNOUNCED_YEAR,
  }))
