import { z } from 'zod'
import type { Interval } from '../time/interval.ts'
import { addDays, type LocalDay } from '../time/local-day.ts'
import { instantOf, isLocalTime, type LocalTime } from '../time/tokyo.ts'

/** A time a unit may start at: `24:00` is the next day's `00:00`, so it is refused here. */
export const startTime = z
  .string()
  .refine(time => isLocalTime(time) && time !== '24:00', 'must be a time from 00:00 to 23:59')

/** A time a unit may end at. */
export const endTime = z.string().refine(isLocalTime, 'must be a time from 00:00 to 24:00')

/** 0 = Sunday … 6 = Saturday. */
export const weekday = z.literal([0, 1, 2, 3, 4, 5, 6])

/** From `start` on a day to `end` the same day or, when `end` is not later than `start`, the next. */
export const hoursFrom = (day: LocalDay, start: LocalTime, end: LocalTime): Interval => ({
  start: instantOf(day, start),
  end: instantOf(end > start ? day : addDays(day, 1), end),
})
