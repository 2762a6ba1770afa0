import type { DutyUnit } from '../../duty/duty-unit.ts'
import { hoursFrom } from '../../duty/hours-of-day.ts'
import { occurrencesBetween, readRecurrence } from '../../duty/recurrence.ts'
import { type Interval, union } from '../../time/interval.ts'
import { eachDay, type LocalDay } from '../../time/local-day.ts'
import { remembering } from './remembering.ts'
import type { DailyHours, Wish, WishKind, WishPattern } from './wish.ts'

const WHOLE_DAY = { from: '00:00', to: '24:00' }

type OtherPattern = Exclude<WishPattern, { form: 'unit' }>
type DayPattern = Exclude<OtherPattern, { form: 'busy' }>

/**
 * The units a wish touches, in their order; the units come sorted by start.
 *
 * - 不可 and できれば避けたい touch every unit that shares an instant with the wish's time: an absence on Saturday
 *   afternoon touches the 36 hours that begin on Saturday noon, one that ends at noon does not;
 * - 希望 touches the units whose own day is one of the wish's days, whatever its hours;
 * - a wish for one unit touches that unit alone, by its day and rule.
 */
export const unitsOfWish = (
  { kind, pattern }: Pick<Wish, 'kind' | 'pattern'>,
  units: readonly DutyUnit[],
): DutyUnit[] => unitsTouched(kind, [pattern], units)

/** The units that wishes of one kind touch together, each once. */
export function unitsTouched(
  kind: WishKind,
  patterns: readonly WishPattern[],
  units: readonly DutyUnit[],
): DutyUnit[] {
  const named = new Set(patterns.flatMap(one => (one.form === 'unit' ? [nameOf(one)] : [])))
  const others = patterns.filter(one => one.form !== 'unit')
  const touches = kind === 'want' ? onDaysOf(others) : duringTimesOf(others)
  return units.filter(unit => touches(unit) || (named.size > 0 && named.has(nameOf(unit))))
}

const nameOf = ({ day, rule }: { day: LocalDay; rule: string }): string => `${day}/${rule}`

type Touches = (unit: DutyUnit) => boolean

/** The busy times of a calendar have no days. */
function onDaysOf(patterns: readonly OtherPattern[]): Touches {
  const days = patterns.flatMap(one => (one.form === 'busy' ? [] : [dayNames(JSON.stringify(one))]))
  return ({ day }) => days.some(names => names.has(day))
}

/** To be asked of units sorted by start: the times are sorted and apart, so one pass over both is enough. */
function duringTimesOf(patterns: readonly OtherPattern[]): Touches {
  const times = union(
    patterns.flatMap(one => (one.form === 'busy' ? one.times : timesOf(JSON.stringify(one)))),
  )
  let next = 0
  return unit => {
    while ((times[next]?.end ?? Number.POSITIVE_INFINITY) <= unit.start) next += 1
    const time = times[next]
    return time !== undefined && time.start < unit.end
  }
}

/** The days of a range, or those of it that are in the recurrence. */
export function daysOf(pattern: DayPattern): LocalDay[] {
  if (pattern.form === 'days') return eachDay(pattern.from, pattern.to)
  const read = readRecurrence(pattern.rrule)
  if (!read.ok) throw new TypeError(`a wish was not validated: ${read.reasons.join(', ')}`)
  return occurrencesBetween(read.recurrence, pattern.from, pattern.from, pattern.to)
}

/** A rota of a hundred members may rest on a thousand repetitions, and is laid out again at every glance. */
const REMEMBERED = 1_500

/** The time that wishes of days, as JSON, are about: the fewest intervals, sorted. */
const timesOf = remembering(REMEMBERED, text => {
  const pattern: DayPattern = JSON.parse(text)
  return union(daysOf(pattern).map(day => hoursOfDay(day, pattern.hours)))
})

const dayNames = remembering(REMEMBERED, text => new Set(daysOf(JSON.parse(text))))

function hoursOfDay(day: LocalDay, hours: DailyHours): Interval {
  const { from, to } = hours ?? WHOLE_DAY
  return hoursFrom(day, from, to)
}
