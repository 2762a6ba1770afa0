import { DAY, HOUR } from '../../../time/interval.ts'
import { isLocalDay } from '../../../time/local-day.ts'

/** Days since 1970-01-01 on some wall clock. */
export type DayNumber = number

/** A date or a time of a calendar file as written. */
export type WallClock = {
  /** What the clock shows, in milliseconds as if it stood in UTC; 00:00 for a date. */
  readonly reading: number
  /** `DATE` has no time, `UTC` ends in Z, `LOCAL` needs a time zone. */
  readonly form: 'DATE' | 'UTC' | 'LOCAL'
}

export const dayOf = (reading: number): DayNumber => Math.floor(reading / DAY)

const WRITTEN = /^(\d{4})(\d{2})(\d{2})(?:T([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)(Z?))?$/i

/** Outlook begins its time zones in 1601, Apple birthdays without a year in 1604. */
const FIRST_YEAR = '1600'

/** `20260401`, `20260401T090000` or `20260401T090000Z`; null for anything else or a day that does not exist. */
export function readWallClock(text: string): WallClock | null {
  const [, year = '', month, date, hour, minute, second, utc] = WRITTEN.exec(text) ?? []
  const day = `${year}-${month}-${date}`
  if (year < FIRST_YEAR || !isLocalDay(day)) return null
  const midnight = Date.parse(`${day}T00:00:00Z`)
  if (hour === undefined) return { reading: midnight, form: 'DATE' }
  const time = Number(hour) * HOUR + Number(minute) * 60_000 + Number(second) * 1_000
  return { reading: midnight + time, form: utc ? 'UTC' : 'LOCAL' }
}
