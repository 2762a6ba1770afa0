import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hoursOfSeries } from '../../../server/coverage/absences/expand-series.ts'
import {
  faultsOf,
  isSettled,
  type Known,
  type StatedCover,
  staysConfirmed,
} from '../../../server/coverage/absences/judge-absence.ts'
import { offeredCovers } from '../../../server/coverage/absences/offered-covers.ts'
import { whoIsAsked } from '../../../server/coverage/absences/who-is-asked.ts'
import { DAY, HOUR } from '../../../server/time/interval.ts'
import { addDays } from '../../../server/time/local-day.ts'
import { instantOf, localDayOf, localTimeOf } from '../../../server/time/tokyo.ts'

const NOW = instantOf('2026-06-01', '09:00')

const known = (given: Partial<Known> = {}): Known => ({
  now: NOW,
  begunAt: null,
  reasons: new Set(['congress']),
  covers: ['deputy', 'locum', 'request'],
  locumIsFree: true,
  ...given,
})

const stated = (given: Partial<StatedCover> = {}): StatedCover => ({
  reasonId: 'congress',
  cover: 'deputy',
  coverPhysicianId: null,
  ...given,
})

const afternoon = { start: NOW + 4 * HOUR, end: NOW + 9 * HOUR }

describe('an absence', () => {
  it.each([
    ['one minute', { start: NOW, end: NOW + 60_000 }, []],
    ['no time: eq end', { start: NOW, end: NOW }, ['end']],
    ['backwards', { start: NOW, end: NOW - 1 }, ['end']],
    ['30 days ago: eq', { start: NOW - 30 * DAY, end: NOW }, []],
    ['30 days ago and an instant', { start: NOW - 30 * DAY - 1, end: NOW }, ['start']],
    ['366 days: eq', { start: NOW, end: NOW + 366 * DAY }, []],
    ['366 days and an instant', { start: NOW, end: NOW + 366 * DAY + 1 }, ['end']],
    ['both wrong', { start: NOW - 31 * DAY, end: NOW - 32 * DAY }, ['start', 'end']],
  ])('of %s has these faults', (_title, hours, faults) => {
    expect(faultsOf(hours, stated(), known())).toEqual(faults)
  })

  it('that began long ago may be changed while its beginning stays', () => {
    const start = NOW - 90 * DAY
    expect(faultsOf({ start, end: NOW + DAY }, stated(), known({ begunAt: start }))).toEqual([])
    expect(faultsOf({ start: start + 1, end: NOW + DAY }, stated(), known({ begunAt: start }))).toEqual([
      'start',
    ])
  })

  it.each([
    ['a reason nobody offers', stated({ reasonId: 'none' }), known(), ['reasonId']],
    ['a cover nobody offers', stated({ cover: 'rota' }), known(), ['cover']],
    ['a locum without a name', stated({ cover: 'locum' }), known(), ['coverPhysicianId']],
    [
      'a locum who is away',
      stated({ cover: 'locum', coverPhysicianId: 'b' }),
      known({ locumIsFree: false }),
      ['coverPhysicianId'],
    ],
    ['a name where nobody is named', stated({ coverPhysicianId: 'b' }), known(), ['coverPhysicianId']],
    ['a locum who is there', stated({ cover: 'locum', coverPhysicianId: 'b' }), known(), []],
  ])('with %s', (_title, cover, given, faults) => {
    expect(faultsOf(afternoon, cover, given)).toEqual(faults)
  })

  it('is told every fault at once', () => {
    const all = stated({ reasonId: 'none', cover: 'rota', coverPhysicianId: 'b' })
    expect(faultsOf({ start: NOW - 31 * DAY, end: NOW - 32 * DAY }, all, known())).toEqual([
      'start',
      'end',
      'reasonId',
      'cover',
      'coverPhysicianId',
    ])
  })

  it('is settled once it has been over for more than 30 days', () => {
    expect(isSettled({ end: NOW - 30 * DAY }, NOW)).toBe(false)
    expect(isSettled({ end: NOW - 30 * DAY - 1 }, NOW)).toBe(true)
  })

  it('keeps whoever was confirmed for fewer hours, and not for others', () => {
    expect(staysConfirmed(afternoon, { ...afternoon, end: afternoon.end - HOUR })).toBe(true)
    expect(staysConfirmed(afternoon, afternoon)).toBe(true)
    expect(staysConfirmed(afternoon, { ...afternoon, end: afternoon.end + 1 })).toBe(false)
    expect(staysConfirmed(afternoon, { ...afternoon, start: afternoon.start - 1 })).toBe(false)
  })
})

describe('the covers offered', () => {
  it('are those of the schemes, in their order, each once', () => {
    expect(offeredCovers([{ covers: ['rota', 'request'] }, { covers: ['locum', 'rota'] }])).toEqual([
      'rota',
      'request',
      'locum',
    ])
  })

  it('have no rota for whoever belongs to no scheme', () => {
    expect(offeredCovers([])).toEqual(['deputy', 'locum', 'request'])
  })
})

describe('a weekly absence', () => {
  const weekly = {
    weekdays: [2],
    fromTime: '13:00',
    toTime: '18:00',
    fromDay: '2026-06-01',
    toDay: '2026-06-30',
  }

  it('is on its weekdays from the first day to the last, both included', () => {
    expect(hoursOfSeries(weekly).map(({ start }) => localDayOf(start))).toEqual([
      '2026-06-02',
      '2026-06-09',
      '2026-06-16',
      '2026-06-23',
      '2026-06-30',
    ])
  })

  it.each([
    ['24:00 ends the day', '13:00', '24:00', 11],
    ['an end before the start is of the next day', '22:00', '06:00', 8],
    ['eq start: a whole day', '09:00', '09:00', 24],
  ])('%s', (_title, fromTime, toTime, hours) => {
    const [first] = hoursOfSeries({ ...weekly, fromTime, toTime })
    expect(first && (first.end - first.start) / HOUR).toBe(hours)
  })

  it('is nowhere when the last day comes first', () => {
    expect(hoursOfSeries({ ...weekly, fromDay: '2026-07-01' })).toEqual([])
  })

  it('never overlaps itself, and begins on its days at its time', () => {
    const time = fc.integer({ min: 0, max: 23 }).map(hour => `${String(hour).padStart(2, '0')}:30`)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        time,
        time,
        fc.integer({ min: 0, max: 60 }),
        (weekdays, fromTime, toTime, days) => {
          const toDay = addDays('2026-12-01', days)
          const hours = hoursOfSeries({ weekdays, fromTime, toTime, fromDay: '2026-12-01', toDay })
          for (const [index, { start, end }] of hours.entries()) {
            expect(localTimeOf(start)).toBe(fromTime)
            expect(localTimeOf(end)).toBe(toTime)
            expect(end).toBeLessThanOrEqual(hours[index + 1]?.start ?? Number.POSITIVE_INFINITY)
          }
        },
      ),
    )
  })
})

describe('an open request', () => {
  const member = (schemeId: string, physicianId: string, leftOn: string | null = null) => ({
    schemeId,
    physicianId,
    joinedOn: '2026-04-01',
    leftOn,
  })
  const request = { ...afternoon, physicianId: 'absent' }

  it('reaches members of the absent physician’s schemes and whoever is registered, never the absent', () => {
    const memberships = [
      member('one', 'absent'),
      member('one', 'colleague'),
      member('one', 'former', '2026-05-31'),
      member('two', 'stranger'),
    ]
    expect(whoIsAsked(request, memberships, new Set(['registered', 'absent']))).toEqual([
      'colleague',
      'registered',
    ])
  })
})
