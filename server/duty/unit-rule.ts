import { z } from 'zod'
import { isLocalDay } from '../time/local-day.ts'
import { endTime, startTime, weekday } from './hours-of-day.ts'
import { everHappens, readRecurrence } from './recurrence.ts'

/** The longest `custom` unit in minutes: seven days, as long as a `weekly` unit. */
const LONGEST_UNIT = 7 * 24 * 60

/** A first day far enough from the fiscal years served to anchor any rule, near enough to reach them fast. */
const EARLIEST_FIRST_DAY = '1948-01-01'
const LATEST_FIRST_DAY = '2101-12-31'

const key = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, {
  error: 'must be 1 to 32 of a-z, 0-9 and inner hyphens',
})

/** The block (ブロック) its units are for, by name, where a scheme has a rota of its own for each. */
const block = z
  .string()
  .trim()
  .regex(/^\P{Cc}{1,20}$/u, 'must be 1 to 20 characters on one line')
  .optional()

/**
 * What a night or Saturday unit does where a `holiday` rule of the same scheme has units:
 * `keep` its hours whatever the day, or `leaveToHoliday` and have only what is left of them.
 */
const closedHours = z.enum(['keep', 'leaveToHoliday']).default('keep')

/** Nanao (domain.md §2A): 36 hours for a closed day alone, 24 for each day of a run. */
const holidayRule = z.strictObject({
  kind: z.literal('holiday'),
  key,
  block,
  /** `none` reads the source literally; `firstDay` gives the first day of a run its eve as well. */
  leadIn: z.enum(['none', 'firstDay']).default('none'),
  eveFrom: startTime.default('12:00'),
})

/** From `start` to `end` on the same or, when `end` is not later, the next day; on the weekdays of `start`. */
const everyNightRule = z.strictObject({
  kind: z.literal('everyNight'),
  key,
  block,
  start: startTime,
  end: endTime,
  weekdays: z.array(weekday).min(1).max(7).optional(),
  closedHours,
})

/** Every Saturday that is not itself closed. */
const saturdayAfternoonRule = z
  .strictObject({
    kind: z.literal('saturdayAfternoon'),
    key,
    block,
    from: startTime.default('12:00'),
    to: endTime.default('24:00'),
    closedHours,
  })
  .refine(rule => rule.from < rule.to, { path: ['to'], error: 'must be later than from' })

/** Seven days from handoff to handoff. */
const weeklyRule = z.strictObject({
  kind: z.literal('weekly'),
  key,
  block,
  weekday,
  handoff: startTime,
})

/** A bounded `rrule` on local dates; `recurrence.ts` says which part of RFC 5545 it may use. */
const customRule = z
  .strictObject({
    kind: z.literal('custom'),
    key,
    block,
    label: z
      .string()
      .trim()
      .regex(/^\P{Cc}{1,40}$/u, 'must be 1 to 40 characters on one line'),
    rrule: z.string().superRefine((text, context) => {
      const read = readRecurrence(text)
      if (read.ok) return
      for (const message of read.reasons) context.addIssue({ code: 'custom', message, continue: false })
    }),
    firstDay: z
      .string()
      .refine(day => isLocalDay(day) && day >= EARLIEST_FIRST_DAY && day <= LATEST_FIRST_DAY, {
        abort: true,
        error: `must be a day YYYY-MM-DD from ${EARLIEST_FIRST_DAY} to ${LATEST_FIRST_DAY}`,
      }),
    start: startTime,
    minutes: z.int().min(1).max(LONGEST_UNIT),
  })
  .refine(
    rule => {
      const read = readRecurrence(rule.rrule)
      return !read.ok || everHappens(read.recurrence, rule.firstDay)
    },
    { path: ['rrule'], error: 'never happens from its first day on' },
  )

/** One rule of a scheme: with a calendar it gives duty units. All times are Asia/Tokyo. */
export const unitRuleSchema = z.discriminatedUnion('kind', [
  holidayRule,
  everyNightRule,
  saturdayAfternoonRule,
  weeklyRule,
  customRule,
])

export type UnitRule = z.infer<typeof unitRuleSchema>
export type HolidayRule = z.infer<typeof holidayRule>
export type EveryNightRule = z.infer<typeof everyNightRule>
export type SaturdayAfternoonRule = z.infer<typeof saturdayAfternoonRule>
export type WeeklyRule = z.infer<typeof weeklyRule>
export type CustomRule = z.infer<typeof customRule>
