import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HolidayClass } from '../../../server/calendar/holiday-class.ts'
import { compareWithTurns } from '../../../server/roster/fairness/compare-with-turns.ts'
import { personalFairness, rotaTotals } from '../../../server/roster/fairness/fairness.ts'
import type { Assignment, RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'
import { oracleCost } from './oracle.ts'
import { withAnyAssignments } from './random-instances.ts'

const NO_CLASSES = new Map<string, HolidayClass>()

/** Three Sundays of 6 quarter points and one year-end day of 12. */
const aWinter = (given: Partial<RotaInstance> = {}): RotaInstance =>
  aRotaInstance({
    units: [
      ...[0, 14, 28].map(day => aRotaUnit(day, { burden: 6 })),
      aRotaUnit(272, { burden: 12, group: 'yearEnd' }),
    ],
    ...given,
  })
const winterClasses = new Map<string, HolidayClass>([
  ['u0', 'sunday'],
  ['u14', 'sunday'],
  ['u28', 'sunday'],
  ['u272', 'yearEnd'],
])

describe('each person’s part', () => {
  it('is what they hold, by class, against their share of 30 quarter points', () => {
    const rota = assigned('u0 sato', 'u272 sato', 'u14 suzuki', 'u28 suzuki')
    expect(personalFairness(aWinter(), rota, winterClasses)).toEqual([
      {
        id: 'sato',
        share: 1,
        count: 2,
        fairCount: 2,
        burden: 18,
        byClass: [
          { holidayClass: 'yearEnd', count: 1, burden: 12 },
          { holidayClass: 'sunday', count: 1, burden: 6 },
        ],
        opening: 0,
        fairPart: 15,
        deviation: 3,
        balance: 3,
      },
      {
        id: 'suzuki',
        share: 1,
        count: 2,
        fairCount: 2,
        burden: 12,
        byClass: [{ holidayClass: 'sunday', count: 2, burden: 12 }],
        opening: 0,
        fairPart: 15,
        deviation: -3,
        balance: -3,
      },
    ])
  })

  it('is less for whoever brought something along: 6 above this year alone, and so even in all', () => {
    const people = [aRotaPerson('sato', { opening: -6 }), aRotaPerson('suzuki', { opening: 6 })]
    const rota = assigned('u0 sato', 'u14 sato', 'u28 suzuki', 'u272 sato')
    const [sato, suzuki] = personalFairness(aWinter({ people }), rota, winterClasses)
    expect(sato).toMatchObject({ opening: -6, fairPart: 21, burden: 24, deviation: 9, balance: 3 })
    expect(suzuki).toMatchObject({ opening: 6, fairPart: 9, burden: 6, deviation: -9, balance: -3 })
  })

  it('is half for half a share', () => {
    const people = [aRotaPerson('sato'), aRotaPerson('suzuki', { share: 0.5 })]
    const rota = assigned('u0 sato', 'u14 suzuki', 'u28 sato', 'u272 sato')
    const [, suzuki] = personalFairness(aWinter({ people }), rota, winterClasses)
    expect(suzuki).toMatchObject({ count: 1, fairCount: 4 / 3, fairPart: 10, balance: -4 })
  })
})

describe('a rota as a whole', () => {
  const rota = assigned('u0 sato', 'u272 sato', 'u14 suzuki', 'u28 suzuki')

  it('has the spread between the most and the least burdened, and how far they are off on the whole', () => {
    expect(rotaTotals(aWinter(), rota)).toMatchObject({ spread: 6, deviation: 3, highest: 3 })
  })

  it('counts what was brought along: the same rota evens out what was uneven', () => {
    const people = [aRotaPerson('sato', { opening: -3 }), aRotaPerson('suzuki', { opening: 3 })]
    expect(rotaTotals(aWinter({ people }), rota)).toMatchObject({ spread: 0, deviation: 0, highest: 0 })
  })

  it('counts wishes: one of two wanted units is held, one of three avoided units is held all the same', () => {
    const instance = aWinter({
      want: [
        { person: 'sato', unit: 'u0' },
        { person: 'suzuki', unit: 'u272' },
      ],
      avoid: ['u0', 'u14', 'u28'].map(unit => ({ person: 'sato', unit, cost: 4 })),
    })
    expect(rotaTotals(instance, rota)).toMatchObject({
      wants: { asked: 2, granted: 1 },
      avoids: { asked: 3, granted: 2 },
    })
  })

  it('counts open posts apart from other rules broken', () => {
    const instance = aWinter({ unavailable: [{ person: 'sato', unit: 'u0' }] })
    expect(rotaTotals(instance, rota)).toMatchObject({ open: 0, broken: 1 })
    expect(rotaTotals(instance, assigned('u14 suzuki'))).toMatchObject({ open: 3, broken: 0 })
  })
})

describe('beside a rota dealt out in turn', () => {
  it('the list is gone down without looking back: the year-end falls to whoever is next', () => {
    const fair = assigned('u0 sato', 'u14 suzuki', 'u28 sato', 'u272 suzuki')
    const { rota, inTurn } = compareWithTurns(
      aWinter(),
      assigned('u0 sato', 'u14 sato', 'u28 sato', 'u272 suzuki'),
    )
    expect(rota).toMatchObject({ spread: 6, highest: 3 })
    expect(inTurn).toEqual(rotaTotals(aWinter(), fair))
  })

  it('a post that nobody may take stays open', () => {
    const unavailable = ['sato', 'suzuki'].map(person => ({ person, unit: 'u14' }))
    const { inTurn } = compareWithTurns(aWinter({ unavailable }), [])
    expect(inTurn).toMatchObject({ open: 1, broken: 0 })
  })

  it('of nobody, every figure is zero', () => {
    const { rota, inTurn } = compareWithTurns(aWinter({ people: [] }), [])
    expect(rota).toMatchObject({ spread: 0, deviation: 0, highest: 0, open: 4 })
    expect(inTurn).toEqual(rota)
  })
})

/** The same figures a second time, each looked up on its own. */
function oracle(instance: RotaInstance, assignments: readonly Assignment[]) {
  const { units, posts, postShare, people } = instance
  const burdenOf = (unit: string, post: string): number =>
    (units.find(({ id }) => id === unit)?.burden ?? Number.NaN) *
    (postShare[posts.indexOf(post)] ?? Number.NaN)
  let [all, shares] = [0, 0]
  for (const { id } of units) for (const post of posts) all += burdenOf(id, post)
  for (const { share, opening } of people) {
    shares += share
    all += opening
  }
  return people.map(({ id, share, opening }) => {
    const own = assignments.filter(({ person }) => person === id)
    const burden = own.reduce((total, { unit, post }) => total + burdenOf(unit, post), 0)
    return { id, burden, balance: burden + opening - (share * all) / shares }
  })
}

describe('whatever the rota', () => {
  it('burdens, balances, spread, deviation, wishes and cost are those of an independent count', () => {
    fc.assert(
      fc.property(withAnyAssignments, ({ instance, assignments }) => {
        const people = personalFairness(instance, assignments, NO_CLASSES)
        const totals = rotaTotals(instance, assignments)
        const other = oracle(instance, assignments)
        expect(people.map(({ id, burden, balance }) => ({ id, burden, balance }))).toEqual(
          other.map(({ id, burden, balance }) => ({ id, burden, balance: expect.closeTo(balance, 6) })),
        )
        const balances = other.map(({ balance }) => balance)
        const mean = balances.reduce((a, b) => a + b, 0) / balances.length
        const square = balances.map(balance => (balance - mean) ** 2).reduce((a, b) => a + b, 0)
        expect(totals).toMatchObject({
          spread: expect.closeTo(Math.max(...balances) - Math.min(...balances), 6),
          deviation: expect.closeTo(Math.sqrt(square / balances.length), 6),
          cost: expect.closeTo(oracleCost(instance, assignments), 6),
          open: instance.units.length * instance.posts.length - assignments.length,
        })
        const isHeld = (pair: { person: string; unit: string }) =>
          assignments.some(({ person, unit }) => person === pair.person && unit === pair.unit)
        expect(totals.wants.granted).toBe(instance.want.filter(isHeld).length)
        expect(totals.avoids.granted).toBe(instance.avoid.length - instance.avoid.filter(isHeld).length)
      }),
      { numRuns: 300 },
    )
  })

  it('the classes of a person add up to what they hold', () => {
    fc.assert(
      fc.property(withAnyAssignments, ({ instance, assignments }) => {
        const classes = new Map<string, HolidayClass>(
          instance.units.map(({ id, group }) => [id, group ?? 'sunday']),
        )
        for (const { count, burden, byClass } of personalFairness(instance, assignments, classes)) {
          expect(byClass.reduce((sum, one) => sum + one.count, 0)).toBe(count)
          expect(byClass.reduce((sum, one) => sum + one.burden, 0)).toBeCloseTo(burden, 6)
        }
      }),
    )
  })

  it('of a full rota, balances add up to zero, and so do deviations from this year alone', () => {
    fc.assert(
      fc.property(withAnyAssignments, ({ instance, assignments }) => {
        fc.pre(assignments.length === instance.units.length * instance.posts.length)
        const people = personalFairness(instance, assignments, NO_CLASSES)
        expect(people.reduce((sum, { balance }) => sum + balance, 0)).toBeCloseTo(0, 6)
        expect(people.reduce((sum, { deviation }) => sum + deviation, 0)).toBeCloseTo(0, 6)
      }),
    )
  })
})
