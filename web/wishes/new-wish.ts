import { type FiscalYear, firstDayOf, lastDayOf } from '../../server/calendar/fiscal-year.ts'
import {
  addDays,
  daysBetween,
  eachDay,
  isLocalDay,
  type LocalDay,
  type Weekday,
  weekdayOf,
} from '../../server/time/local-day.ts'
import type { NewWish } from '../api/wishes.ts'
import type { WishKind } from './derived.ts'

/** What is typed of a wish for several days; a 希望 is for whole days always. */
export type DaysDraft = {
  kind: WishKind
  from: string
  /** Empty: one day. */
  to: string
  wholeDay: boolean
  hoursFrom: string
  hoursTo: string
}

/** Every week, every second one, or on the n-th of a weekday in each month (-1: the last). */
export type Repetition = {
  every: 'week' | 'secondWeek' | 'month'
  weekday: Weekday
  ordinals: readonly number[]
}
export type RepeatDraft = DaysDraft & Repetition

type DraftError = 'missing' | 'otherYear' | 'endsBeforeItBegins' | 'noDay'
export type DraftErrors = Partial<Record<'from' | 'to' | 'ordinals', DraftError>>

export const ORDINALS = [1, 2, 3, 4, -1] as const

const NAMES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const

export const emptyDays = (): DaysDraft => ({
  kind: 'unavailable',
  from: '',
  to: '',
  wholeDay: true,
  hoursFrom: '09:00',
  hoursTo: '17:00',
})

/** A repetition is usually for the whole year. */
export const emptyRepeat = (year: FiscalYear): RepeatDraft => ({
  ...emptyDays(),
  from: firstDayOf(year),
  to: lastDayOf(year),
  every: 'week',
  weekday: 3,
  ordinals: [],
})

/** Days around the year that count as well: a duty of the year may begin or end there. */
const AROUND = 7

/** What is wrong with the days, by field. */
export function errorsOfDays({ from, to }: Pick<DaysDraft, 'from' | 'to'>, year: FiscalYear): DraftErrors {
  const within = (day: string) =>
    isLocalDay(day) && addDays(firstDayOf(year), -AROUND) <= day && day <= addDays(lastDayOf(year), AROUND)
  return {
    ...(from === '' ? { from: 'missing' as const } : within(from) ? {} : { from: 'otherYear' as const }),
    ...(to === '' || (within(to) && from <= to)
      ? {}
      : { to: within(to) ? ('endsBeforeItBegins' as const) : ('otherYear' as const) }),
  }
}

/** The same of a repetition, which must have a day. */
export function errorsOfRepeat(draft: RepeatDraft, year: FiscalYear): DraftErrors {
  const errors = {
    ...errorsOfDays(draft, year),
    ...(draft.to === '' ? { to: 'missing' as const } : {}),
  }
  if (Object.keys(errors).length > 0) return errors
  if (draft.every === 'month' && draft.ordinals.length === 0) return { ordinals: 'missing' }
  return daysOfRepeat(draft).length > 0 ? {} : { to: 'noDay' }
}

/** The days of a repetition, in order. Every second week is counted from its first day. */
export function daysOfRepeat({ from, to, every, weekday, ordinals }: RepeatDraft): LocalDay[] {
  if (!isLocalDay(from) || !isLocalDay(to)) return []
  const days = eachDay(from, to).filter(day => weekdayOf(day) === weekday)
  switch (every) {
    case 'week':
      return days
    case 'secondWeek':
      return days.filter(day => daysBetween(days[0] ?? day, day) % 14 === 0)
    case 'month':
      return days.filter(day => ordinals.some(ordinal => isOrdinal(day, ordinal)))
  }
}

function isOrdinal(day: LocalDay, ordinal: number): boolean {
  if (ordinal === -1) return addDays(day, 7).slice(0, 7) !== day.slice(0, 7)
  return Math.ceil(Number(day.slice(8)) / 7) === ordinal
}

const hoursOf = ({ kind, wholeDay, hoursFrom, hoursTo }: DaysDraft) =>
  wholeDay || kind === 'want' ? null : { from: hoursFrom, to: hoursTo }

export const wishForDays = (draft: DaysDraft): NewWish => ({
  kind: draft.kind,
  pattern: { form: 'days', from: draft.from, to: draft.to || draft.from, hours: hoursOf(draft) },
})

/** It begins on its first day, so that every second week is the one on the screen. */
export const wishForRepeat = (draft: RepeatDraft): NewWish => ({
  kind: draft.kind,
  pattern: {
    form: 'repeat',
    rrule: recurrenceOf(draft),
    from: daysOfRepeat(draft)[0] ?? draft.from,
    to: draft.to,
    hours: hoursOf(draft),
  },
})

function recurrenceOf({ every, weekday, ordinals }: Repetition): string {
  const name = NAMES[weekday]
  switch (every) {
    case 'week':
      return `FREQ=WEEKLY;BYDAY=${name}`
    case 'secondWeek':
      return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${name}`
    case 'month':
      return `FREQ=MONTHLY;BYDAY=${ordinals.map(ordinal => `${ordinal}${name}`).join(',')}`
  }
}

/** Reads what `wishForRepeat` writes; null for a rule that was made elsewhere. */
export function repetitionOf(rrule: string): Repetition | null {
  const [, second, single] = /^FREQ=WEEKLY;(INTERVAL=2;)?BYDAY=([A-Z]{2})$/.exec(rrule) ?? []
  if (single !== undefined) {
    const weekday = weekdayNamed(single)
    return weekday === null ? null : { every: second ? 'secondWeek' : 'week', weekday, ordinals: [] }
  }
  const parts = /^FREQ=MONTHLY;BYDAY=(.+)$/.exec(rrule)?.[1]?.split(',') ?? []
  const read = parts.map(part => /^(-1|[1-5])([A-Z]{2})$/.exec(part))
  const weekday = weekdayNamed(read[0]?.[2] ?? '')
  if (weekday === null || read.some(part => part?.[2] !== NAMES[weekday])) return null
  return { every: 'month', weekday, ordinals: read.map(part => Number(part?.[1])) }
}

function weekdayNamed(name: string): Weekday | null {
  const index = (NAMES as readonly string[]).indexOf(name)
  return index < 0 ? null : (index as Weekday)
}

/** Half-hours of a day, from the first to the last one. */
const halfHours = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => {
    const half = first + index
    return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`
  })

/** When hours may begin; and end, where those not later than the beginning are on the next day. */
export const BEGINNINGS = halfHours(0, 47)
export const endingsAfter = (begin: string): { time: string; nextDay: boolean }[] =>
  halfHours(1, 48)
    .filter(time => time !== begin)
    .map(time => ({ time, nextDay: time < begin }))
    .toSorted((a, b) => Number(a.nextDay) - Number(b.nextDay))
