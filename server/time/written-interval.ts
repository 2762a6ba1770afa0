import type { Interval } from './interval.ts'
import { wallClockOf } from './tokyo.ts'

/** Asia/Tokyo wall clock with its offset, as RFC 3339 writes it. */
export const writtenInterval = ({ start, end }: Interval): { start: string; end: string } => ({
  start: `${wallClockOf(start)}:00+09:00`,
  end: `${wallClockOf(end)}:00+09:00`,
})
