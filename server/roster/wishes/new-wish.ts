import { z } from 'zod'
import { type FiscalYear, firstDayOf, lastDayOf } from '../../calendar/fiscal-year.ts'
import { endTime, startTime } from '../../duty/hours-of-day.ts'
import { readRecurrence } from '../../duty/recurrence.ts'
import { addDays, isLocalDay, type LocalDay } from '../../time/local-day.ts'
import { daysOf } from './units-of-wish.ts'
import { type NewWish, WISH_KINDS } from './wish.ts'

/** Most wishes in one request. */
export const MOST_AT_ONCE = 50

/** Days on each side of the fiscal year that a wish may name: a unit of the year may reach there. */
const AROUND = 7

/** The first and the last day that a wish for a year may name. */
export const wishDaysOf = (year: FiscalYear): { first: LocalDay; last: LocalDay } => ({
  first: addDays(firstDayOf(year), -AROUND),
  last: addDays(lastDayOf(year), AROUND),
})

const hours = z
  .strictObject({ from: startTime, to: endTime })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'must not be from' })
  .nullable()

const isInOrder = ({ from, to }: { from: string; to: string }): boolean => from <= to
const ENDS_FIRST = { path: ['to'], error: 'must not be before from', abort: true }

/**
 * Wishes of one member as they may be entered for a fiscal year. Hours say when somebody is away: a 希望 is for
 * whole days. Imported calendars come another way.
 */
export function newWishesSchema(year: FiscalYear): z.ZodType<NewWish[]> {
  const { first, last } = wishDaysOf(year)
  const day = z.string().refine(text => isLocalDay(text) && first <= text && text <= last, {
    error: `must be a day YYYY-MM-DD from ${first} to ${last}`,
    abort: true,
  })
  const rrule = z.string().refine(text => readRecurrence(text).ok, {
    error: 'must be a bounded recurrence of RFC 5545',
    abort: true,
  })
  const pattern = z.discriminatedUnion('form', [
    z.strictObject({ form: z.literal('unit'), day, rule: z.string().min(1).max(32) }),
    z.strictObject({ form: z.literal('days'), from: day, to: day, hours }).refine(isInOrder, ENDS_FIRST),
    z
      .strictObject({ form: z.literal('repeat'), rrule, from: day, to: day, hours })
      .refine(isInOrder, ENDS_FIRST)
      .refine(repeat => daysOf(repeat).length > 0, { path: ['rrule'], error: 'never happens in these days' }),
  ])
  const wish = z
    .strictObject({ kind: z.enum(WISH_KINDS), pattern })
    .refine(({ kind, pattern: about }) => kind !== 'want' || about.form === 'unit' || about.hours === null, {
      path: ['pattern', 'hours'],
      error: 'is for whole days',
    })
  return z.array(wish).min(1).max(MOST_AT_ONCE).superRefine(eachUnitOnce)
}

function eachUnitOnce(wishes: readonly NewWish[], context: z.RefinementCtx): void {
  const known = new Set<string>()
  wishes.forEach(({ pattern }, index) => {
    if (pattern.form !== 'unit') return
    const unit = `${pattern.day}/${pattern.rule}`
    if (known.has(unit))
      context.addIssue({ code: 'custom', path: [index, 'pattern'], message: 'is the same unit again' })
    known.add(unit)
  })
}
