import { z } from 'zod'
import type { Weekday } from '../../../time/local-day.ts'
import { readWallClock } from './wall-clock.ts'

const LONGEST_RULE = 300

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const weekdayNamed = (name: string): Weekday => WEEKDAYS.indexOf(name) as Weekday

const number = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine(value => value >= 1 && value <= most)

/** Different numbers other than 0, ascending. */
const numbers = (least: number, most: number) =>
  z
    .string()
    .regex(/^[+-]?\d{1,3}(,[+-]?\d{1,3})*$/)
    .transform(text => [...new Set(text.split(',').map(Number))].sort((a, b) => a - b))
    .refine(values => values.every(value => value !== 0 && value >= least && value <= most))

/** A weekday; with an ordinal the first (1), second (2), last (-1) … of a month or year, with 0 each of them. */
const nthWeekdays = z
  .string()
  .regex(/^([+-]?\d\d?)?[A-Z]{2}(,([+-]?\d\d?)?[A-Z]{2})*$/)
  .transform(text => text.split(','))
  .refine(items => items.every(item => WEEKDAYS.includes(item.slice(-2)) && !/^[+-]?0/.test(item)))
  .transform(items =>
    items.map(item => ({ weekday: weekdayNamed(item.slice(-2)), ordinal: Number(item.slice(0, -2)) })),
  )

const wallClock = z.string().transform((text, context) => {
  const read = readWallClock(text)
  if (!read) context.addIssue('must be a date or a time')
  return read ?? z.NEVER
})

/**
 * What calendar programs use of RFC 5545 §3.3.10 for whole days. Anything else is refused, not guessed at:
 * hours and finer, weeks and days of the year by number, parts we do not know.
 */
const repeatRule = z.strictObject({
  FREQ: z.enum(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']),
  INTERVAL: number(9_999).default(1),
  COUNT: number(999_999_999).optional(),
  UNTIL: wallClock.optional(),
  WKST: z.enum(WEEKDAYS).default('MO').transform(weekdayNamed),
  BYMONTH: numbers(1, 12).optional(),
  BYMONTHDAY: numbers(-31, 31).optional(),
  BYDAY: nthWeekdays.optional(),
  BYSETPOS: numbers(-366, 366).optional(),
})

/** A recurrence rule by the names of RFC 5545. */
export type RepeatRule = z.output<typeof repeatRule>

/** Reads `FREQ=WEEKLY;BYDAY=MO`; null for a rule that we cannot follow exactly. */
export function readRepeatRule(text: string): RepeatRule | null {
  if (text.length > LONGEST_RULE) return null
  const parts = text
    .toUpperCase()
    .replace(/;$/, '')
    .split(';')
    .map(part => part.split('='))
  const names = new Set(parts.map(([name]) => name))
  if (names.size < parts.length || parts.some(part => part.length !== 2)) return null
  const { data: rule } = repeatRule.safeParse(Object.fromEntries(parts))
  return rule && isConsistent(rule) ? rule : null
}

const LARGEST_ORDINAL = { DAILY: 0, WEEKLY: 0, MONTHLY: 5, YEARLY: 53 }

const isConsistent = ({ FREQ, COUNT, UNTIL, BYMONTHDAY, BYDAY = [] }: RepeatRule): boolean =>
  (COUNT === undefined || UNTIL === undefined) &&
  (FREQ !== 'WEEKLY' || BYMONTHDAY === undefined) &&
  BYDAY.every(day => Math.abs(day.ordinal) <= LARGEST_ORDINAL[FREQ])
