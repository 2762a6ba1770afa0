import rrule, { type Options } from 'rrule'
import { addDays, isLocalDay, type LocalDay } from '../time/local-day.ts'

const { RRule } = rrule

/** A recurrence read and bounded, as plain numbers without its first day. */
export type Recurrence = Partial<Options> & Pick<Options, 'freq'>

export type ReadRecurrence = { ok: true; recurrence: Recurrence } | { ok: false; reasons: string[] }

/** What each frequency may say; the parts every frequency has are in `readPart`. */
const FREQUENCIES = {
  DAILY: { freq: RRule.DAILY, longestInterval: 366, ordinals: 0, parts: ['BYMONTH', 'BYDAY'] },
  WEEKLY: { freq: RRule.WEEKLY, longestInterval: 52, ordinals: 0, parts: ['BYMONTH', 'BYDAY'] },
  MONTHLY: {
    freq: RRule.MONTHLY,
    longestInterval: 24,
    ordinals: 5,
    parts: ['BYMONTH', 'BYDAY', 'BYMONTHDAY', 'BYSETPOS'],
  },
  YEARLY: {
    freq: RRule.YEARLY,
    longestInterval: 10,
    ordinals: 53,
    parts: ['BYMONTH', 'BYDAY', 'BYMONTHDAY', 'BYSETPOS'],
  },
} as const

type Frequency = (typeof FREQUENCIES)[keyof typeof FREQUENCIES]

const LONGEST_TEXT = 200
const MOST_OCCURRENCES = 5000
const WEEKDAYS = new Map(
  [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU].map(day => [day.toString(), day]),
)

/**
 * Reads the part of an RFC 5545 recurrence that a custom rule may use. The package gets numbers, never
 * the text: it follows hostile rules without end and misreads time zones.
 *
 * - `FREQ` DAILY, WEEKLY, MONTHLY or YEARLY; `INTERVAL`; `COUNT` or `UNTIL=YYYYMMDD`, that day included;
 * - `BYMONTH`; `BYDAY`, with ordinals when MONTHLY or YEARLY, and DAILY only without an interval;
 * - MONTHLY and YEARLY: `BYMONTHDAY`; `BYSETPOS` beside `BYDAY` or `BYMONTHDAY`.
 *
 * Days are dates of the wall clock in Tokyo; weeks begin on Monday. All reasons come together.
 */
export function readRecurrence(text: string): ReadRecurrence {
  if (text.length > LONGEST_TEXT) return refuse(`is longer than ${LONGEST_TEXT} characters`)
  const parts = text.split(';').map(part => part.split('='))
  const names = parts.map(([name]) => name ?? '')
  const named = (name: string): boolean => names.includes(name)
  if (parts.some(part => part.length !== 2)) return refuse('must be NAME=VALUE parts joined by ;')
  if (new Set(names).size < names.length) return refuse('names a part twice')

  const values = new Map(parts.map(([name = '', value = '']) => [name, value]))
  const frequency = new Map<string, Frequency>(Object.entries(FREQUENCIES)).get(values.get('FREQ') ?? '')
  if (!frequency) return refuse('needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY')

  const read = [...values].map(([name, value]) => readPart(name, value, frequency))
  const reasons = read.filter(part => typeof part === 'string')
  if (named('COUNT') && named('UNTIL')) reasons.push('may have COUNT or UNTIL, not both')
  if (named('BYSETPOS') && !named('BYDAY') && !named('BYMONTHDAY'))
    reasons.push('BYSETPOS needs BYDAY or BYMONTHDAY')
  if (frequency.freq === RRule.DAILY && named('BYDAY') && named('INTERVAL'))
    reasons.push('DAILY may have BYDAY or INTERVAL, not both')
  if (reasons.length > 0) return { ok: false, reasons }
  return { ok: true, recurrence: Object.assign({ freq: frequency.freq }, ...read) }
}

const refuse = (reason: string): ReadRecurrence => ({ ok: false, reasons: [reason] })

/** One part as the package's options, or the reason it is refused. */
function readPart(name: string, value: string, frequency: Frequency): Partial<Options> | string {
  const { longestInterval, ordinals } = frequency
  if (name.startsWith('BY') && !frequency.parts.some(part => part === name))
    return `${name} is not allowed with this FREQ`
  switch (name) {
    case 'FREQ':
      return {}
    case 'INTERVAL': {
      const [interval, ...more] = integers(value, 1, longestInterval) ?? []
      return interval && more.length === 0 ? { interval } : `INTERVAL must be 1 to ${longestInterval}`
    }
    case 'COUNT': {
      const [count, ...more] = integers(value, 1, MOST_OCCURRENCES) ?? []
      return count && more.length === 0 ? { count } : `COUNT must be 1 to ${MOST_OCCURRENCES}`
    }
    case 'UNTIL': {
      const day = value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
      return isLocalDay(day) ? { until: dateOf(day) } : 'UNTIL must be a day YYYYMMDD'
    }
    case 'BYMONTH': {
      const bymonth = integers(value, 1, 12)
      return bymonth ? { bymonth } : 'BYMONTH must be different months 1 to 12'
    }
    case 'BYMONTHDAY': {
      const bymonthday = integers(value, -31, 31)
      return bymonthday ? { bymonthday } : 'BYMONTHDAY must be different days 1 to 31 or -31 to -1'
    }
    case 'BYSETPOS': {
      const bysetpos = integers(value, -31, 31)
      return bysetpos ? { bysetpos } : 'BYSETPOS must be different positions 1 to 31 or -31 to -1'
    }
    case 'BYDAY': {
      const byweekday = weekdays(value, ordinals)
      const allowed = ordinals > 0 ? `, each with an ordinal up to ${ordinals} or none` : ''
      return byweekday ? { byweekday } : `BYDAY must be different days of SU to SA${allowed}`
    }
    default:
      return `${name.slice(0, 20)} is not allowed`
  }
}

/** Different integers joined by commas, never 0; null when any is not one or is out of bounds. */
function integers(text: string, least: number, most: number): number[] | null {
  const numbers = text.split(',').map(item => (/^-?[1-9]\d{0,3}$/.test(item) ? Number(item) : Number.NaN))
  const bounded = numbers.every(number => number >= least && number <= most)
  return bounded && new Set(numbers).size === numbers.length ? numbers : null
}

function weekdays(text: string, ordinals: number): Exclude<Options['byweekday'], null> | null {
  const days = text.split(',').map(item => {
    const [, ordinal, name = ''] = /^(-?[1-9]\d?)?([A-Z]{2})$/.exec(item) ?? []
    const day = WEEKDAYS.get(name)
    if (!day || !ordinal) return day
    return Math.abs(Number(ordinal)) <= ordinals ? day.nth(Number(ordinal)) : undefined
  })
  const known = days.filter(day => day !== undefined)
  const different = new Set(text.split(',')).size === days.length
  return different && known.length === days.length ? known : null
}

/**
 * The package looks for a next date until the year 9999, however far that is from the last one.
 * The calendar repeats every 400 years, so it is asked about the same dates 7,600 years later,
 * where that search is short.
 */
const SHIFT = 7600

const dateOf = (day: LocalDay): Date => {
  const year = Number(day.slice(0, 4)) + SHIFT
  return new Date(`${year}${day.slice(4)}T00:00:00Z`)
}
const dayOf = (date: Date): LocalDay => {
  const day = date.toISOString().slice(0, 10)
  return `${Number(day.slice(0, 4)) - SHIFT}${day.slice(4)}`
}

const ruleFrom = (recurrence: Recurrence, firstDay: LocalDay) =>
  new RRule({ ...recurrence, dtstart: dateOf(firstDay) })

/** Those of some consecutive days that are in a recurrence; `firstDay` itself only if it fits the rule. */
export function occurrences(
  recurrence: Recurrence,
  firstDay: LocalDay,
  days: readonly LocalDay[],
): LocalDay[] {
  const [first, last] = [days.at(0), days.at(-1)]
  return first && last ? occurrencesBetween(recurrence, firstDay, first, last) : []
}

/** The same of the days from `first` to `last`, both included. */
export const occurrencesBetween = (
  recurrence: Recurrence,
  firstDay: LocalDay,
  first: LocalDay,
  last: LocalDay,
): LocalDay[] => ruleFrom(recurrence, firstDay).between(dateOf(first), dateOf(last), true).map(dayOf)

/** True when a recurrence has at least one day within the three centuries after its first day. */
export const everHappens = (recurrence: Recurrence, firstDay: LocalDay): boolean =>
  ruleFrom(recurrence, firstDay).after(dateOf(addDays(firstDay, -1)), true) !== null
