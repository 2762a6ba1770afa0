import type { Instant } from './clock.ts'
import { HOUR } from './interval.ts'
import { addDays, type LocalDay } from './local-day.ts'

/** Asia/Tokyo is UTC+9 without summer time (domain.md §3), so the wall clock is plain arithmetic. */
const OFFSET = 9 * HOUR

/** A wall-clock time `HH:MM` from `00:00` to `24:00`. */
export type LocalTime = string

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** True for `00:00` … `23:59` and for `24:00`, the end of a day. */
export const isLocalTime = (text: string): boolean => TIME.test(text) || text === '24:00'

/** The instant of a wall-clock time in Tokyo; `24:00` is `00:00` of the next day. */
export function instantOf(day: LocalDay, time: LocalTime): Instant {
  return time === '24:00' ? instantOf(addDays(day, 1), '00:00') : Date.parse(`${day}T${time}:00Z`) - OFFSET
}

/** The Tokyo wall clock of an instant as `YYYY-MM-DDTHH:MM`, seconds dropped; never writes 24:00. */
export const wallClockOf = (instant: Instant): string => new Date(instant + OFFSET).toISOString().slice(0, 16)

export const localDayOf = (instant: Instant): LocalDay => wallClockOf(instant).slice(0, 10)

export const localTimeOf = (instant: Instant): LocalTime => wallClockOf(instant).slice(11)
