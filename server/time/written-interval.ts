import type { Instant } from './clock.ts'
import type { Interval } from './interval.ts'
import { wallClockOf } from './tokyo.ts'

/** Asia/Tokyo wall clock with its offset, as RFC 3339 writes it. */
export const writtenInstant = (instant: Instant): string => `${wallClockOf(instant)}:00+09:00`

export const writtenInterval = ({ start, end }: Interval): { start: string; end: string } => ({
  start: writtenInstant(start),
  end: writtenInstant(end),
})
