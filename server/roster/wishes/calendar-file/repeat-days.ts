import { DAY } from '../../../time/interval.ts'
import type { Weekday } from '../../../time/local-day.ts'
import type { RepeatRule } from './repeat-rule.ts'
import { type Steps, takeSteps } from './steps.ts'
import { type DayNumber, dayOf } from './wall-clock.ts'
import type { Zone } from './zone.ts'

/** Days from the first to the last, both included. */
export type DayRange = { readonly first: DayNumber; readonly last: DayNumber }

/**
 * What the clock of a zone shows when a recurrence that begins at `begin` comes round, on the days of a
 * range, ascending; null when that takes more steps than there are.
 */
export function repeatReadings(
  rule: RepeatRule,
  begin: number,
  zone: Zone,
  range: DayRange,
  steps: Steps,
): number[] | null {
  const { UNTIL: until } = rule
  const last = until ? Math.min(range.last, dayOf(until.reading) + 1) : range.last
  const time = begin - dayOf(begin) * DAY
  const inTime = (reading: number): boolean => {
    if (!until) return true
    if (until.form === 'DATE') return dayOf(reading) <= dayOf(until.reading)
    return (until.form === 'UTC' ? zone(reading) : reading) <= until.reading
  }
  const days = repeatDays(rule, dayOf(begin), { first: range.first, last }, steps)
  return days?.map(day => day * DAY + time).filter(inTime) ?? null
}

/**
 * The days of a recurrence within a range, ascending: the day it begins on, which counts as the first
 * whatever the rule says, and those the rule gives after it, up to `COUNT`. `UNTIL` is the caller's.
 * Null when that takes more steps than there are; a step is a day looked at.
 *
 * Periods before the range are skipped by arithmetic unless they have to be counted, and none after it is
 * looked at, so a rule that never happens or never ends takes no longer than any other.
 */
function repeatDays(rule: RepeatRule, begin: DayNumber, range: DayRange, steps: Steps): DayNumber[] | null {
  const { indexOf, daysOf } = PERIODS[rule.FREQ]
  const complete = completed(rule, begin)
  const beginIndex = indexOf(begin, complete)
  const toSkip = rule.COUNT === undefined ? indexOf(range.first, complete) - beginIndex : 0
  let index = beginIndex + rule.INTERVAL * Math.max(0, Math.floor(toSkip / rule.INTERVAL))

  const found = begin >= range.first && begin <= range.last ? [begin] : []
  for (let counted = 1; ; index += rule.INTERVAL) {
    const days = daysOf(index, complete)
    if (days.every(day => day > range.last)) return found
    if (!takeSteps(steps, days.length)) return null
    for (const day of chosen(complete, days)) {
      if (day <= begin) continue
      counted += 1
      if (counted > (rule.COUNT ?? Number.POSITIVE_INFINITY) || day > range.last) return found
      if (day >= range.first) found.push(day)
    }
  }
}

/** What a rule leaves open it takes from the day it begins on. */
function completed(rule: RepeatRule, begin: DayNumber): RepeatRule {
  if (rule.BYDAY || rule.BYMONTHDAY) return rule
  const date = begin - monthStart(monthOf(begin)) + 1
  switch (rule.FREQ) {
    case 'DAILY':
      return rule
    case 'WEEKLY':
      return { ...rule, BYDAY: [{ weekday: weekdayOf(begin), ordinal: 0 }] }
    case 'MONTHLY':
      return { ...rule, BYMONTHDAY: [date] }
    case 'YEARLY':
      return { ...rule, BYMONTHDAY: [date], BYMONTH: rule.BYMONTH ?? [(monthOf(begin) % 12) + 1] }
  }
}

/** The days of a period that the rule asks for. */
function chosen(rule: RepeatRule, days: DayNumber[]): DayNumber[] {
  const fitting = days.filter(day => fits(rule, day))
  if (!rule.BYSETPOS) return fitting
  const positions = rule.BYSETPOS.map(position => (position > 0 ? position - 1 : fitting.length + position))
  return fitting.filter((_, index) => positions.includes(index))
}

function fits({ FREQ, BYMONTH, BYMONTHDAY, BYDAY }: RepeatRule, day: DayNumber): boolean {
  if (BYMONTH && !BYMONTH.includes((monthOf(day) % 12) + 1)) return false
  if (BYMONTHDAY) {
    const { start, end } = monthAround(day)
    if (!BYMONTHDAY.includes(day - start + 1) && !BYMONTHDAY.includes(day - end)) return false
  }
  if (!BYDAY) return true

  const wanted = BYDAY.filter(({ weekday }) => weekday === weekdayOf(day))
  if (wanted.every(({ ordinal }) => ordinal === 0)) return wanted.length > 0
  const { start, end } = FREQ === 'YEARLY' && !BYMONTH ? yearAround(day) : monthAround(day)
  const fromStart = Math.floor((day - start) / 7) + 1
  const fromEnd = Math.floor((end - 1 - day) / 7) + 1
  return wanted.some(({ ordinal }) => [0, fromStart, -fromEnd].includes(ordinal))
}

/** Day 0 was a Thursday. */
const EPOCH_WEEKDAY = 4

const weekdayOf = (day: DayNumber): Weekday => ((((day + EPOCH_WEEKDAY) % 7) + 7) % 7) as Weekday

/** Months are numbered from January of the year 0. */
function monthOf(day: DayNumber): number {
  const date = new Date(day * DAY)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

const monthStart = (month: number): DayNumber => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY

/** The days of so many months, `[start, end)`. */
const months = (first: number, count: number) => ({
  start: monthStart(first),
  end: monthStart(first + count),
})

const monthAround = (day: DayNumber) => months(monthOf(day), 1)
const yearAround = (day: DayNumber) => months(monthOf(day) - (monthOf(day) % 12), 12)

function each({ start, end }: { start: DayNumber; end: DayNumber }): DayNumber[] {
  const days: DayNumber[] = []
  for (let day = start; day < end; day += 1) days.push(day)
  return days
}

/** The periods of each frequency, numbered without gaps, and the days of one that can be meant. */
const PERIODS: Record<
  RepeatRule['FREQ'],
  {
    indexOf: (day: DayNumber, rule: RepeatRule) => number
    daysOf: (index: number, rule: RepeatRule) => DayNumber[]
  }
> = {
  DAILY: { indexOf: day => day, daysOf: index => [index] },
  WEEKLY: {
    indexOf: (day, { WKST }) => Math.floor((day + EPOCH_WEEKDAY - WKST) / 7),
    daysOf: (index, { WKST }) => {
      const start = index * 7 - EPOCH_WEEKDAY + WKST
      return each({ start, end: start + 7 })
    },
  },
  MONTHLY: { indexOf: monthOf, daysOf: index => each(months(index, 1)) },
  YEARLY: {
    indexOf: day => Math.floor(monthOf(day) / 12),
    daysOf: (index, { BYMONTH }) =>
      BYMONTH
        ? BYMONTH.flatMap(month => each(months(index * 12 + month - 1, 1)))
        : each(months(index * 12, 12)),
  },
}
