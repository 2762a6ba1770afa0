import type { DutyUnit } from '../../duty/duty-unit.ts'
import { hoursFrom } from '../../duty/hours-of-day.ts'
import { occurrences, readRecurrence } from '../../duty/recurrence.ts'
import { type Interval, union } from '../../time/interval.ts'
import { eachDay, type LocalDay } from '../../time/local-day.ts'
import type { DailyHours, Wish, WishPattern } from './wish.ts'

const WHOLE_DAY = { from: '00:00', to: '24:00' }

/**
 * The units a wish touches, in their order; the units come sorted by start.
 *
 * - 不可 and できれば避けたい touch every unit that shares an instant with the wish's time: an absence on Saturday
 *   afternoon touches the 36 hours that begin on Saturday noon, one that ends at noon does not;
 * - 希望 touches the units whose own day is one of the wish's days, whatever its hours;
 * - a wish for one unit touches that unit alone, by its day and rule.
 */
export function unitsOfWish(
  { kind, pattern }: Pick<Wish, 'kind' | 'pattern'>,
  units: readonly DutyUnit[],
): DutyUnit[] {
  if (pattern.form === 'unit')
    return units.filter(({ day, rule }) => day === pattern.day && rule === pattern.rule)
  if (kind !== 'want') return sharingAnInstant(units, timesOf(pattern))
  const days = new Set(daysOf(pattern))
  return units.filter(({ day }) => days.has(day))
}

/** The days of a range, or those of it that are in the recurrence; a calendar's busy times have none. */
export function daysOf(pattern: Exclude<WishPattern, { form: 'unit' }>): LocalDay[] {
  switch (pattern.form) {
    case 'days':
      return eachDay(pattern.from, pattern.to)
    case 'repeat': {
      const read = readRecurrence(pattern.rrule)
      if (!read.ok) throw new TypeError(`a wish was not validated: ${read.reasons.join(', ')}`)
      return occurrences(read.recurrence, pattern.from, eachDay(pattern.from, pattern.to))
    }
    case 'busy':
      return []
  }
}

/** The time a wish is about as the fewest intervals, sorted. */
const timesOf = (pattern: Exclude<WishPattern, { form: 'unit' }>): Interval[] =>
  union(pattern.form === 'busy' ? pattern.times : daysOf(pattern).map(day => hoursOfDay(day, pattern.hours)))

function hoursOfDay(day: LocalDay, hours: DailyHours): Interval {
  const { from, to } = hours ?? WHOLE_DAY
  return hoursFrom(day, from, to)
}

/** Both come sorted and no time overlaps another, so one pass over both is enough. */
function sharingAnInstant(units: readonly DutyUnit[], times: readonly Interval[]): DutyUnit[] {
  let next = 0
  return units.filter(unit => {
    while ((times[next]?.end ?? Number.POSITIVE_INFINITY) <= unit.start) next += 1
    const time = times[next]
    return time !== undefined && time.start < unit.end
  })
}
