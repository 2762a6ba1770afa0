import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DutyUnit } from '../../../../server/duty/duty-unit.ts'
import { unitsOfWish } from '../../../../server/roster/wishes/units-of-wish.ts'
import type { WishPattern } from '../../../../server/roster/wishes/wish.ts'
import { instantOf } from '../../../../server/time/tokyo.ts'
import { aNewWish, aUnit, days, unitOf } from '../../../builders/wish.ts'
import { aScheme, holiday, night, planned, weekly } from '../../duty/a-scheme.ts'
import { hoursIn } from '../../duty/hour-by-hour.ts'

const SUNDAY = aUnit()
const touches = (
  pattern: WishPattern,
  unit = SUNDAY,
  kind: 'unavailable' | 'avoid' | 'want' = 'unavailable',
) => unitsOfWish({ kind, pattern }, [unit]).length > 0

describe('不可 and できれば避けたい', () => {
  it.each([
    [
      'Saturday afternoon, when the 36 hours have begun',
      days('2027-06-12', '2027-06-12', { from: '13:00', to: '17:00' }),
      true,
    ],
    ['Saturday morning', days('2027-06-12', '2027-06-12', { from: '09:00', to: '11:00' }), false],
    [
      'eq start: ends exactly when the unit starts',
      days('2027-06-12', '2027-06-12', { from: '09:00', to: '12:00' }),
      false,
    ],
    ['a minute into the unit', days('2027-06-12', '2027-06-12', { from: '09:00', to: '12:01' }), true],
    ['the whole Saturday', days('2027-06-12'), true],
    ['the whole Monday after, which begins exactly as the unit ends', days('2027-06-14'), false],
    [
      'eq end: hours until 24:00 of the Sunday',
      days('2027-06-13', '2027-06-13', { from: '23:00', to: '24:00' }),
      true,
    ],
    [
      'hours over midnight that begin on the Sunday',
      days('2027-06-13', '2027-06-13', { from: '23:00', to: '01:00' }),
      true,
    ],
    [
      'hours over midnight that begin on the Friday',
      days('2027-06-11', '2027-06-11', { from: '22:00', to: '06:00' }),
      false,
    ],
    ['a range that ends on the Saturday', days('2027-06-01', '2027-06-12'), true],
    ['a range that ends on the Friday', days('2027-06-01', '2027-06-11'), false],
    [
      'the hours of every day of a range around it',
      days('2027-06-01', '2027-06-30', { from: '09:00', to: '10:00' }),
      true,
    ],
    ['busy until the unit starts', { form: 'busy', times: [{ start: 0, end: SUNDAY.start }] }, false],
    ['busy a millisecond into it', { form: 'busy', times: [{ start: 0, end: SUNDAY.start + 1 }] }, true],
    ['busy from when it ends', { form: 'busy', times: [{ start: SUNDAY.end, end: SUNDAY.end + 1 }] }, false],
    [
      'busy in its last millisecond',
      { form: 'busy', times: [{ start: SUNDAY.end - 1, end: SUNDAY.end }] },
      true,
    ],
    ['busy never', { form: 'busy', times: [] }, false],
  ] as [string, WishPattern, boolean][])('%s', (_title, pattern, expected) => {
    expect(touches(pattern)).toBe(expected)
    expect(touches(pattern, SUNDAY, 'avoid')).toBe(expected)
  })
})

describe('希望', () => {
  it.each([
    ['the day of the unit', days('2027-06-13'), true],
    ['the Saturday on which its hours begin', days('2027-06-12'), false],
    ['a range that begins on its day', days('2027-06-13', '2027-06-20'), true],
    ['a range that begins on the day after', days('2027-06-14', '2027-06-20'), false],
    [
      'its week day, every second week from it',
      {
        form: 'repeat',
        rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU',
        from: '2027-06-13',
        to: '2027-07-31',
        hours: null,
      },
      true,
    ],
    [
      'its week day, every second week from the week before',
      {
        form: 'repeat',
        rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU',
        from: '2027-06-06',
        to: '2027-07-31',
        hours: null,
      },
      false,
    ],
  ] as [string, WishPattern, boolean][])('%s', (_title, pattern, expected) => {
    expect(touches(pattern, SUNDAY, 'want')).toBe(expected)
  })
})

describe('a wish for one unit', () => {
  it.each([
    ['that unit', unitOf('2027-06-13'), true],
    ['the unit of the same day by another rule', unitOf('2027-06-13', 'night'), false],
    ['another day, though its hours are there', unitOf('2027-06-12'), false],
  ])('%s', (_title, pattern, expected) => {
    for (const kind of ['unavailable', 'avoid', 'want'] as const)
      expect(touches(pattern, SUNDAY, kind)).toBe(expected)
  })

  it('stays with its unit when the hours of the unit change', () => {
    const shorter = aUnit({ start: instantOf('2027-06-13', '00:00') })
    expect(touches(unitOf('2027-06-13'), shorter)).toBe(true)
  })
})

it('a rule that was not checked before it was stored is a bug, not a wish without days', () => {
  const pattern = {
    form: 'repeat',
    rrule: 'FREQ=HOURLY',
    from: '2027-06-01',
    to: '2027-06-30',
    hours: null,
  } as const
  expect(() => touches(pattern)).toThrow('was not validated')
})

/** Days and hours of Tokyo's wall clock counted from 1970-01-01, with arithmetic of our own. */
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000
const dayText = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10)
const weekdayNames = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const weekdayOf = (number: number): number => (number + 4) % 7
const mondayWeekOf = (number: number): number => Math.floor((number + 3) / 7)

type Repetition =
  | { every: 'week'; interval: number; weekdays: number[] }
  | { every: 'month'; weekday: number; ordinals: number[] }

const textOf = (repetition: Repetition): string =>
  repetition.every === 'week'
    ? `FREQ=WEEKLY;INTERVAL=${repetition.interval};BYDAY=${repetition.weekdays.map(day => weekdayNames[day]).join(',')}`
    : `FREQ=MONTHLY;BYDAY=${repetition.ordinals.map(nth => `${nth}${weekdayNames[repetition.weekday]}`).join(',')}`

/** Whether a day is in a repetition that begins in the week or month of `first`. */
function isIn(repetition: Repetition, day: number, first: number): boolean {
  if (repetition.every === 'week')
    return (
      (mondayWeekOf(day) - mondayWeekOf(first)) % repetition.interval === 0 &&
      repetition.weekdays.includes(weekdayOf(day))
    )
  const date = Number(dayText(day).slice(8))
  const isLast = dayText(day + 7).slice(0, 7) !== dayText(day).slice(0, 7)
  return (
    weekdayOf(day) === repetition.weekday &&
    repetition.ordinals.some(nth => (nth === -1 ? isLast : Math.ceil(date / 7) === nth))
  )
}

const FIRST = numberOf('2027-04-01')
const twoDigits = (hour: number): string => String(hour).padStart(2, '0')

const someHours = fc.option(
  fc
    .record({ from: fc.nat({ max: 23 }), to: fc.nat({ max: 24 }) })
    .filter(({ from, to }) => from !== to && !(from === 0 && to === 24)),
)

const someRepetition: fc.Arbitrary<Repetition> = fc.oneof(
  fc.record({
    every: fc.constant('week' as const),
    interval: fc.integer({ min: 1, max: 4 }),
    weekdays: fc.uniqueArray(fc.nat({ max: 6 }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    every: fc.constant('month' as const),
    weekday: fc.nat({ max: 6 }),
    ordinals: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5, -1), { minLength: 1, maxLength: 3 }),
  }),
)

const someWish = fc.record({
  kind: fc.constantFrom('unavailable' as const, 'avoid' as const, 'want' as const),
  first: fc.integer({ min: FIRST - 7, max: FIRST + 372 }),
  length: fc.nat({ max: 120 }),
  hours: someHours,
  repetition: fc.option(someRepetition),
})

const schemes = {
  holidays: planned(aScheme([holiday]), 2027).units,
  nights: planned(aScheme([night()]), 2027).units,
  weeks: planned(aScheme([weekly()]), 2027).units,
}

describe('which units a wish touches', () => {
  it('is what somebody finds who crosses out a calendar hour by hour', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(schemes)),
        someWish,
        (name, { kind, first, length, hours, repetition }) => {
          const units: DutyUnit[] = schemes[name as keyof typeof schemes]
          const last = first + length
          const crossed = Array.from({ length: length + 1 }, (_, index) => first + index).filter(
            day => repetition === null || isIn(repetition, day, first),
          )
          const { from, to } = hours ?? { from: 0, to: 24 }
          const until = to > from ? to : to + 24
          const hoursCrossed = new Set(
            crossed.flatMap(day =>
              Array.from({ length: until - from }, (_, index) => day * 24 + from + index),
            ),
          )
          const expected = units.filter(unit =>
            kind === 'want'
              ? crossed.includes(numberOf(unit.day))
              : hoursIn(unit).some(hour => hoursCrossed.has(hour)),
          )

          const range = {
            from: dayText(first),
            to: dayText(last),
            hours: hours && { from: `${twoDigits(hours.from)}:00`, to: `${twoDigits(hours.to)}:00` },
          }
          const pattern: WishPattern = repetition
            ? { form: 'repeat', rrule: textOf(repetition), ...range }
            : { form: 'days', ...range }
          expect(unitsOfWish(aNewWish({ kind, pattern }), units)).toEqual(expected)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('of busy times in any order and overlap is the same, hour by hour', () => {
    const someTimes = fc.array(
      fc.record({
        start: fc.integer({ min: (FIRST - 2) * 24, max: (FIRST + 368) * 24 }),
        length: fc.integer({ min: 1, max: 200 }),
      }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(schemes)), someTimes, (name, times) => {
        const units = schemes[name as keyof typeof schemes]
        const busy = new Set(
          times.flatMap(({ start, length }) => Array.from({ length }, (_, index) => start + index)),
        )
        const instant = (hour: number) => (hour - 9) * 3_600_000
        const pattern: WishPattern = {
          form: 'busy',
          times: times.map(({ start, length }) => ({ start: instant(start), end: instant(start + length) })),
        }
        const expected = units.filter(unit => hoursIn(unit).some(hour => busy.has(hour)))
        expect(unitsOfWish(aNewWish({ pattern }), units)).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })
})
