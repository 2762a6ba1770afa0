import { z } from 'zod'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { LocalTime } from '../../time/tokyo.ts'

/** 不可, できれば避けたい, 希望. */
export const WISH_KINDS = ['unavailable', 'avoid', 'want'] as const
export type WishKind = (typeof WISH_KINDS)[number]

/** A part of each day, Asia/Tokyo; null: the whole day. `24:00` ends a day. */
export type DailyHours = { from: LocalTime; to: LocalTime } | null

/**
 * What a wish is about. Days are Asia/Tokyo and included on both ends.
 *
 * - `unit`: one duty unit, by its local day and the key of its rule, which stay when its hours change;
 * - `days`: every day of a range;
 * - `repeat`: every day of a bounded RFC 5545 rule that begins on `from`;
 * - `busy`: the busy times of an imported calendar, without anything else of it.
 */
export type WishPattern =
  | { form: 'unit'; day: LocalDay; rule: string }
  | { form: 'days'; from: LocalDay; to: LocalDay; hours: DailyHours }
  | { form: 'repeat'; rrule: string; from: LocalDay; to: LocalDay; hours: DailyHours }
  | { form: 'busy'; times: Interval[] }

export type NewWish = { kind: WishKind; pattern: WishPattern }

export type Wish = NewWish & {
  id: string
  physicianId: string
  fiscalYear: FiscalYear
  enteredAt: Instant
  /** Entered by somebody else in their place (代行入力). */
  onBehalf: boolean
}

const most = z.number().int().min(0).max(400).nullable()
const quota = z.strictObject({ unavailable: most, avoid: most, want: most })
export type WishQuota = z.infer<typeof quota>

/** The most units each kind of wish of one person may touch; null: any number. Members named have their own. */
export const wishQuotasSchema = z.strictObject({
  everybody: quota,
  members: z.record(z.string().max(80), quota),
})
export type WishQuotas = z.infer<typeof wishQuotasSchema>
