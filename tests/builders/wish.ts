import type { DutyUnit } from '../../server/duty/duty-unit.ts'
import type { NewWish, Wish, WishPattern } from '../../server/roster/wishes/wish.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import { instantOf } from '../../server/time/tokyo.ts'

/** The unit of a Sunday standing alone in the invented port town: from noon of the day before, 36 hours. */
export const aUnit = (given: Partial<DutyUnit> = {}): DutyUnit => ({
  day: '2027-06-13',
  rule: 'holiday',
  start: instantOf('2027-06-12', '12:00'),
  end: instantOf('2027-06-13', '24:00'),
  holidayClass: 'sunday',
  label: '日曜日',
  tentative: false,
  ...given,
})

export const days = (
  from: LocalDay,
  to: LocalDay = from,
  hours: { from: string; to: string } | null = null,
): WishPattern => ({ form: 'days', from, to, hours })

export const unitOf = (day: LocalDay, rule = 'holiday'): WishPattern => ({ form: 'unit', day, rule })

export const aNewWish = (given: Partial<NewWish> = {}): NewWish => ({
  kind: 'unavailable',
  pattern: days('2027-06-13'),
  ...given,
})

export const aWish = (given: Partial<Wish> = {}): Wish => ({
  ...aNewWish(),
  id: 'wish-1',
  physicianId: 'minato-physician-1',
  fiscalYear: 2027,
  enteredAt: instantOf('2026-06-01', '09:00'),
  onBehalf: false,
  ...given,
})

/** The text of a calendar file with these events. */
export const aCalendarFile = (...events: string[][]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n')

/** An event of such a file, from and to on Tokyo's wall clock as `20270613T090000`. */
export const anEvent = (uid: string, start: string, end: string, more: string[] = []): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  'DTSTAMP:20260101T000000Z',
  `DTSTART:${start}`,
  `DTEND:${end}`,
  ...more,
  'END:VEVENT',
]
