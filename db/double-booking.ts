import { DOUBLE_BOOKED } from './migrations/refuse-overlaps.ts'

/** True for the error by which either database refuses overlapping duties of one physician. */
export const isDoubleBooking = (error: unknown): boolean =>
  error instanceof Error && error.message.includes(DOUBLE_BOOKED)
