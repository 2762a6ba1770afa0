import type { Instant } from '../../server/time/clock.ts'
import { addDays, type LocalDay } from '../../server/time/local-day.ts'
import { type LocalTime, localDayOf, localTimeOf } from '../../server/time/tokyo.ts'

/** An end as people write it: midnight is 24:00 of the day it closes (domain.md §3). */
export function writtenEnd(end: Instant): { day: LocalDay; time: LocalTime } {
  const time = localTimeOf(end)
  return time === '00:00'
    ? { day: addDays(localDayOf(end), -1), time: '24:00' }
    : { day: localDayOf(end), time }
}
