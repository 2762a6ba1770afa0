import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstDayOf, lastDayOf } from '../../../server/calendar/fiscal-year.ts'
import { membershipInYear } from '../../../server/duty/membership-in-year.ts'
import { addDays, eachDay } from '../../../server/time/local-day.ts'

type Period = Parameters<typeof membershipInYear>[1][number]

/** A full member of many years, 5 to 6 units a year in any post, unless the test says otherwise. */
const aPeriod = (given: Partial<Period> = {}): Period => ({
  joinedOn: '2020-04-01',
  leftOn: null,
  minUnits: 5,
  maxUnits: 6,
  share: 1,
  posts: null,
  ...given,
})

describe('a member in a fiscal year', () => {
  it('of the whole year brings what the period says', () => {
    expect(membershipInYear(2026, [aPeriod()])).toEqual({ share: 1, min: 5, max: 6, posts: null })
    expect(
      membershipInYear(2026, [aPeriod({ share: 0.5, minUnits: null, maxUnits: null, posts: ['backup'] })]),
    ).toEqual({ share: 0.5, min: 0, max: null, posts: ['backup'] })
  })

  it.each([
    ['joins on the first day', { joinedOn: '2026-04-01' }, 365],
    ['joined on the day before', { joinedOn: '2026-03-31' }, 365],
    ['joins on the second day', { joinedOn: '2026-04-02' }, 364],
    ['joins on 1 October', { joinedOn: '2026-10-01' }, 182],
    ['joins on the last day', { joinedOn: '2027-03-31' }, 1],
    ['leaves on the last day', { leftOn: '2027-03-31' }, 365],
    ['leaves on the day before the last', { leftOn: '2027-03-30' }, 364],
    ['leaves on 30 September', { leftOn: '2026-09-30' }, 183],
    ['leaves on the first day', { leftOn: '2026-04-01' }, 1],
    ['for a single day', { joinedOn: '2026-08-01', leftOn: '2026-08-01' }, 1],
  ])('%s: a share by its days, the minimum rounded down, the maximum whole', (_title, given, days) => {
    expect(membershipInYear(2026, [aPeriod({ minUnits: 4, ...given })])).toEqual({
      share: days / 365,
      min: Math.floor((4 * days) / 365),
      max: 6,
      posts: null,
    })
  })

  it('counts 366 days in a year with 29 February', () => {
    expect(membershipInYear(2027, [aPeriod({ joinedOn: '2027-10-01' })]).share).toBe(183 / 366)
  })

  it('who leaves and comes back has the days of both periods', () => {
    const periods = [aPeriod({ leftOn: '2026-06-30' }), aPeriod({ joinedOn: '2027-01-01' })]
    expect(membershipInYear(2026, periods)).toEqual({
      share: (91 + 90) / 365,
      min: Math.floor((5 * 181) / 365),
      max: 6,
      posts: null,
    })
  })

  it('who changes within the year brings each period by its days', () => {
    const half = { joinedOn: '2026-10-01', minUnits: 2, maxUnits: 3, share: 0.5 }
    expect(membershipInYear(2026, [aPeriod({ leftOn: '2026-09-30' }), aPeriod(half)])).toEqual({
      share: (183 + 0.5 * 182) / 365,
      min: Math.floor((5 * 183 + 2 * 182) / 365),
      max: Math.ceil((6 * 183 + 3 * 182) / 365),
      posts: null,
    })
  })

  it('has no maximum when one of the periods has none', () => {
    const periods = [aPeriod({ leftOn: '2026-09-30' }), aPeriod({ joinedOn: '2026-10-01', maxUnits: null })]
    expect(membershipInYear(2026, periods).max).toBeNull()
  })

  it.each([
    ['the same posts', ['primary', 'backup'], ['primary', 'backup'], ['primary', 'backup']],
    ['all, then one', null, ['backup'], null],
    ['one, then all', ['backup'], null, null],
    ['one less than before', ['primary', 'backup'], ['backup'], ['primary', 'backup']],
    ['no post in both', ['primary'], ['backup'], ['primary', 'backup']],
  ])('may take what any period allows: %s', (_title, before, after, posts) => {
    const periods = [
      aPeriod({ leftOn: '2026-09-30', posts: before }),
      aPeriod({ joinedOn: '2026-10-01', posts: after }),
    ]
    expect(membershipInYear(2026, periods).posts).toEqual(posts)
  })

  it('cut into periods that say the same brings the same, wherever the cut is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2090 }),
        fc.integer({ min: 0, max: 364 }),
        fc.nat({ max: 400 }),
        (year, day, units) => {
          const cut = addDays(firstDayOf(year), day)
          const same = { minUnits: units, maxUnits: units, joinedOn: '1990-01-01' }
          const whole = membershipInYear(year, [aPeriod(same)])
          const parts = [
            aPeriod({ ...same, leftOn: cut }),
            ...(cut < lastDayOf(year) ? [aPeriod({ ...same, joinedOn: addDays(cut, 1) })] : []),
          ]
          expect(membershipInYear(year, parts)).toEqual(whole)
        },
      ),
    )
  })

  it('has a share that is the days inside, counted one by one', () => {
    const aDay = fc.integer({ min: -400, max: 800 }).map(days => addDays('2026-04-01', days))
    const year = eachDay('2026-04-01', '2027-03-31')
    fc.assert(
      fc.property(aDay, fc.option(aDay), (joinedOn, leftOn) => {
        const inside = year.filter(day => joinedOn <= day && (leftOn === null || day <= leftOn))
        fc.pre(inside.length > 0)
        expect(membershipInYear(2026, [aPeriod({ joinedOn, leftOn })]).share).toBe(inside.length / 365)
      }),
    )
  })
})
