import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  gapsIn,
  jointCover,
  type LinkedStation,
  nurseCoverOf,
  uncoveredBy,
} from '../../../../server/directory/stations/nurse-cover.ts'
import {
  ISO_WEEKDAYS,
  ROUND_THE_CLOCK,
  type StationCover,
} from '../../../../server/directory/stations/station-cover.ts'
import type { Interval } from '../../../../server/time/interval.ts'
import { addDays } from '../../../../server/time/local-day.ts'
import { instantOf } from '../../../../server/time/tokyo.ts'
import { aLinkedStation, anEvidence, onWorkdays } from '../../../builders/station.ts'
import { minutesOf, uncoveredMinutes } from './cover-by-minutes.ts'

const TODAY = '2026-06-01'
const at = (text: string) => instantOf(text.slice(0, 10), text.slice(11))
const hours = (from: string, to: string): Interval => ({ start: at(from), end: at(to) })
/** The unit of Sunday 14 June 2026, from noon of the day before. */
const UNIT = hours('2026-06-13 12:00', '2026-06-14 24:00')

const onDates = (cover: StationCover, ...dates: StationCover['dates']): StationCover => ({ ...cover, dates })

describe('the hours of a station', () => {
  it.each<[string, StationCover, Interval[]]>([
    ['day and night', ROUND_THE_CLOCK, []],
    ['none entered', { weekly: [], dates: [] }, [UNIT]],
    ['weekdays only, over a weekend', onWorkdays('00:00', '24:00'), [UNIT]],
    [
      'eq start: hours that begin with the unit',
      { weekly: [{ weekday: 6, from: '12:00', to: '24:00' }], dates: [] },
      [hours('2026-06-14 00:00', '2026-06-14 24:00')],
    ],
    [
      'eq end: hours that end when the unit begins',
      { weekly: [{ weekday: 6, from: '00:00', to: '12:00' }], dates: [] },
      [UNIT],
    ],
    ['the night of Friday does not reach the noon of Saturday', onWorkdays('17:00', '08:00'), [UNIT]],
    [
      'a night runs into the next day, and from Sunday into Monday',
      {
        weekly: [6, 7].map(weekday => ({ weekday: weekday as 6 | 7, from: '17:00', to: '09:00' })),
        dates: [],
      },
      [hours('2026-06-13 12:00', '2026-06-13 17:00'), hours('2026-06-14 09:00', '2026-06-14 17:00')],
    ],
    [
      'from = to is a whole day into the next',
      { weekly: [{ weekday: 6, from: '12:00', to: '12:00' }], dates: [] },
      [hours('2026-06-14 12:00', '2026-06-14 24:00')],
    ],
    [
      'away on a day: the night before ends at its midnight',
      onDates(
        { weekly: ISO_WEEKDAYS.map(weekday => ({ weekday, from: '12:00', to: '12:00' })), dates: [] },
        { from: '2026-06-14', to: '2026-06-14', hours: [] },
      ),
      [hours('2026-06-14 00:00', '2026-06-14 24:00')],
    ],
    [
      'hours of a date replace those of the weekday',
      onDates(ROUND_THE_CLOCK, {
        from: '2026-06-13',
        to: '2026-06-14',
        hours: [{ from: '18:00', to: '06:00' }],
      }),
      [hours('2026-06-13 12:00', '2026-06-13 18:00'), hours('2026-06-14 06:00', '2026-06-14 18:00')],
    ],
    [
      'a night of the last such day runs into the ordinary day after it',
      onDates(
        { weekly: [], dates: [] },
        { from: '2026-06-13', to: '2026-06-13', hours: [{ from: '12:00', to: '12:00' }] },
      ),
      [hours('2026-06-14 12:00', '2026-06-14 24:00')],
    ],
  ])('%s', (_title, cover, gaps) => {
    expect(uncoveredBy([aLinkedStation({ cover })], UNIT, TODAY)).toEqual(gaps)
  })
})

describe('what else must hold', () => {
  const saturday = hours('2026-06-13 12:00', '2026-06-13 24:00')
  const sunday = hours('2026-06-14 00:00', '2026-06-14 24:00')
  const proven = (given: Parameters<typeof anEvidence>[0]) => ({ evidence: [anEvidence(given)] })

  it.each<[string, Partial<LinkedStation>, string, Interval[]]>([
    ['no evidence', { evidence: [] }, TODAY, [UNIT]],
    ['eq checked_on: from 00:00 of that day', proven({ checkedOn: '2026-06-14' }), '2026-06-14', [saturday]],
    ['future: checked tomorrow is not checked', proven({ checkedOn: '2026-06-14' }), '2026-06-13', [UNIT]],
    ['checked on the day of asking', proven({ checkedOn: TODAY }), TODAY, []],
    ['eq valid_until: to 24:00 of that day', proven({ validUntil: '2026-06-13' }), TODAY, [sunday]],
    ['valid to the last day of the unit', proven({ validUntil: '2026-06-14' }), TODAY, []],
    ['expired', proven({ validUntil: '2026-06-12' }), TODAY, [UNIT]],
    ['withdrawn', proven({ withdrawnAt: 0 }), TODAY, [UNIT]],
    [
      'one proof after the other without a gap',
      { evidence: [anEvidence({ validUntil: '2026-06-13' }), anEvidence({ checkedOn: '2026-06-14' })] },
      '2026-06-14',
      [],
    ],
    ['eq first day of the link', { link: { from: '2026-06-14', to: null } }, TODAY, [saturday]],
    ['eq last day of the link', { link: { from: '2026-06-01', to: '2026-06-13' } }, TODAY, [sunday]],
    ['link ended before', { link: { from: '2026-06-01', to: '2026-06-12' } }, TODAY, [UNIT]],
    ['closes on the Sunday', { closedOn: '2026-06-14' }, TODAY, [sunday]],
    ['closes the day after', { closedOn: '2026-06-15' }, TODAY, []],
  ])('%s', (_title, given, today, gaps) => {
    expect(uncoveredBy([aLinkedStation(given)], UNIT, today)).toEqual(gaps)
  })

  it('several stations cover a unit jointly, each only where itself is proven', () => {
    const nights = aLinkedStation({
      cover: { ...ROUND_THE_CLOCK },
      link: { from: '2026-06-01', to: '2026-06-13' },
    })
    const sundays = aLinkedStation({
      cover: { weekly: [{ weekday: 7, from: '00:00', to: '24:00' }], dates: [] },
    })
    expect(uncoveredBy([nights, sundays], UNIT, TODAY)).toEqual([])
    expect(uncoveredBy([nights, { ...sundays, evidence: [] }], UNIT, TODAY)).toEqual([sunday])
  })

  it('nobody linked: the whole unit is a gap', () => {
    expect(uncoveredBy([], UNIT, TODAY)).toEqual([UNIT])
  })
})

describe('against every minute looked at one by one', () => {
  const aDay = fc.integer({ min: 0, max: 9 }).map(after => addDays('2026-06-08', after))
  const someDays = fc.tuple(aDay, aDay).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }))
  const aTime = fc.constantFrom('00:00', '00:01', '08:30', '12:00', '17:00', '23:59')
  const someHours = fc.record({ from: aTime, to: fc.oneof(aTime, fc.constant('24:00')) })
  const aCover = fc
    .record({
      weekly: fc.array(
        fc
          .tuple(fc.constantFrom(...ISO_WEEKDAYS), someHours)
          .map(([weekday, times]) => ({ weekday, ...times })),
        { maxLength: 9 },
      ),
      dates: fc.array(
        fc
          .tuple(someDays, fc.array(someHours, { maxLength: 2 }))
          .map(([days, list]) => ({ ...days, hours: list })),
        { maxLength: 3 },
      ),
    })
    .map(({ weekly, dates }) => ({ weekly, dates: withoutOverlaps(dates) }))
  const aProof = fc
    .record({ days: someDays, withdrawn: fc.boolean() })
    .map(({ days, withdrawn }) =>
      anEvidence({ checkedOn: days.from, validUntil: days.to, withdrawnAt: withdrawn ? 0 : null }),
    )
  const aStation = fc
    .record({
      cover: fc.oneof(aCover, fc.constant(ROUND_THE_CLOCK)),
      evidence: fc.array(aProof, { maxLength: 3 }),
      closedOn: fc.option(aDay, { freq: 3 }),
      link: fc
        .tuple(someDays, fc.boolean())
        .map(([days, openEnded]) => ({ from: days.from, to: openEnded ? null : days.to })),
    })
    .map(given => aLinkedStation(given))
  const aWindow = fc
    .tuple(aDay, aTime, fc.integer({ min: 1, max: 2 * 24 * 60 }))
    .map(([day, time, minutes]) => ({
      start: instantOf(day, time),
      end: instantOf(day, time) + minutes * 60_000,
    }))

  it('the gaps of any stations are the minutes that none of them covers', () => {
    fc.assert(
      fc.property(fc.array(aStation, { maxLength: 3 }), aWindow, aDay, (stations, window, today) => {
        const gaps = uncoveredBy(stations, window, today)
        expect(minutesOf(gaps)).toEqual(uncoveredMinutes(stations, window, today))
        expectFewest(gaps)
      }),
      { numRuns: 700 },
    )
  })

  it("a unit's gaps are the same whether its cover is worked out for itself or for the whole year", () => {
    const year = hours('2026-06-01 00:00', '2026-06-30 24:00')
    fc.assert(
      fc.property(fc.array(aStation, { maxLength: 3 }), aWindow, aDay, (stations, window, today) => {
        expect(gapsIn(jointCover(stations, year, today), window)).toEqual(
          uncoveredBy(stations, window, today),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('the cover of a station and its gaps make up the window', () => {
    fc.assert(
      fc.property(aStation, aWindow, aDay, (station, window, today) => {
        const cover = nurseCoverOf(station, window, today)
        expectFewest(cover)
        const both = [...minutesOf(cover), ...minutesOf(uncoveredBy([station], window, today))]
        expect(both.toSorted((a, b) => a - b)).toEqual(minutesOf([window]))
      }),
      { numRuns: 500 },
    )
  })
})

const withoutOverlaps = <Days extends { from: string; to: string }>(list: readonly Days[]): Days[] =>
  list.filter((days, index) =>
    list.slice(0, index).every(before => days.to < before.from || before.to < days.from),
  )

function expectFewest(intervals: readonly Interval[]) {
  intervals.slice(1).forEach((next, index) => {
    expect(next.start).toBeGreaterThan(intervals[index]?.end ?? Number.NaN)
  })
}
