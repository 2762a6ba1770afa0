import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FairnessOfPerson } from '../../server/roster/fairness/fairness-view.ts'
import {
  anyWishes,
  classesOf,
  inOrder,
  mostBurdened,
  placeOf,
  scaleOf,
  segmentsOf,
  sharesDiffer,
  stretchFromZero,
  withBalances,
} from '../../web/fairness/derived.ts'
import { PATTERNS } from '../../web/fairness/patterns.ts'
import { signedPoints, trimmedPoints } from '../../web/wording/points.ts'

type Personal = NonNullable<FairnessOfPerson['personal']>

const aPart = ({
  personal,
  ...given
}: Partial<Omit<FairnessOfPerson, 'personal'>> & { personal?: Partial<Personal> } = {}) => ({
  id: 'sato',
  name: '佐藤 一',
  clinic: '佐藤医院',
  count: 5,
  held: 8,
  byClass: [
    { holidayClass: 'yearEnd' as const, count: 1, held: 3 },
    { holidayClass: 'sunday' as const, count: 4, held: 5 },
  ],
  ...given,
  personal: { share: 1, fairCount: 5.2, carried: 0, expected: 8.5, deviation: 0, balance: -0.5, ...personal },
})

describe('the scale', () => {
  it('begins at zero and ends beyond the longest bar', () => {
    const { from, to, ticks } = scaleOf([aPart({ held: 9 })])
    expect(from).toBeCloseTo(-0.18, 6)
    expect(to).toBeCloseTo(9.18, 6)
    expect(ticks).toEqual([0, 2, 4, 6, 8])
  })

  it.each([
    [0, [0, 1]],
    [7, [0, 1, 2, 3, 4, 5, 6, 7]], // as many steps as there may be
    [8, [0, 2, 4, 6, 8]],
    [100, [0, 20, 40, 60, 80, 100]],
  ])('up to %i points has the ticks %j', (held, ticks) => {
    expect(scaleOf([aPart({ held, personal: { expected: 0 }, byClass: [] })]).ticks).toEqual(ticks)
  })

  it('reaches left of zero for what was done less before', () => {
    expect(scaleOf([aPart({ personal: { carried: -3 } })]).ticks).toEqual([-2, 0, 2, 4, 6, 8])
  })

  it('holds every bar and mark, has zero and few ticks, in whole steps', () => {
    const points = fc.float({ min: -300, max: 300, noNaN: true })
    const people = fc.array(fc.record({ held: points.map(Math.abs), carried: points, expected: points }))
    fc.assert(
      fc.property(people, drawn => {
        const parts = drawn.map(({ held, ...personal }) => aPart({ held, personal }))
        const scale = scaleOf(parts)
        for (const value of drawn.flatMap(({ held, carried, expected }) => [held, carried, expected])) {
          expect(placeOf(scale, value)).toBeGreaterThanOrEqual(0)
          expect(placeOf(scale, value)).toBeLessThanOrEqual(100)
        }
        expect(scale.ticks).toContain(0)
        expect(scale.ticks.length).toBeLessThanOrEqual(9)
      }),
    )
  })
})

describe('bars', () => {
  const scale = { from: -2, to: 8, ticks: [] }

  it('begin at zero and follow each other, the common classes first', () => {
    expect(segmentsOf(scale, aPart())).toEqual([
      { holidayClass: 'sunday', at: 20, width: 50 },
      { holidayClass: 'yearEnd', at: 70, width: 30 },
    ])
  })

  it('of what is carried over go to the right for more and to the left for less', () => {
    expect(stretchFromZero(scale, 1)).toEqual({ at: 20, width: 10 })
    expect(stretchFromZero(scale, -1.5)).toEqual({ at: 5, width: 15 })
    expect(stretchFromZero(scale, 0)).toEqual({ at: 20, width: 0 })
  })
})

describe('classes', () => {
  it('are those that anybody holds, in the order of the bars', () => {
    const other = aPart({ byClass: [{ holidayClass: 'obon', count: 1, held: 2 }] })
    expect(classesOf([other, aPart()])).toEqual(['sunday', 'obon', 'yearEnd'])
    expect(inOrder(aPart().byClass).map(({ holidayClass }) => holidayClass)).toEqual(['sunday', 'yearEnd'])
  })

  it('are told apart without colour: no two look the same in black and white', () => {
    const onPaper = Object.values(PATTERNS).map(({ ground, lines }) => `${ground === 'accent'} ${lines}`)
    expect(new Set(onPaper).size).toBe(onPaper.length)
  })
})

describe('who does most beyond what is expected', () => {
  it.each([
    ['the one', [0.5, -0.5], ['a']],
    ['all who do equally much', [0.25, 0.251, -0.5], ['a', 'b']],
    ['nobody when all are even', [0, 0, 0], []],
    ['nobody for what is written as 0.00', [0.004, -0.004], []],
    ['nobody of nobody', [], []],
  ])('%s', (_title, balances, names) => {
    const people = balances.map((balance, index) =>
      aPart({ name: 'abc'[index] ?? '', personal: { balance } }),
    )
    expect(mostBurdened(people).map(({ name }) => name)).toEqual(names)
  })
})

describe('without what is between a person and their share', () => {
  const people = [aPart(), aPart({ id: 'suzuki' })].map(part => ({ ...part, personal: null }))

  it('there are no balances to speak of, and the plot has its bars alone', () => {
    expect(withBalances(people)).toBeNull()
    expect(withBalances([aPart()])).toEqual([aPart()])
    expect(scaleOf(people).ticks).toEqual([0, 2, 4, 6, 8])
    expect(sharesDiffer(people)).toBe(false)
  })
})

describe('what is worth showing', () => {
  const none = { asked: 0, granted: 0 }
  const rota = { spread: 1, deviation: 1, highest: 1, wants: none, avoids: none, cost: 1, open: 0, broken: 0 }

  it('are wishes if there are any of either kind', () => {
    expect(anyWishes({ rota })).toBe(false)
    expect(anyWishes({ rota: { ...rota, avoids: { asked: 1, granted: 0 } } })).toBe(true)
    expect(anyWishes({ rota: { ...rota, wants: { asked: 1, granted: 0 } } })).toBe(true)
  })

  it('are shares if they differ', () => {
    expect(sharesDiffer([aPart(), aPart()])).toBe(false)
    expect(sharesDiffer([aPart(), aPart({ personal: { share: 0.5 } })])).toBe(true)
    expect(sharesDiffer([])).toBe(false)
  })
})

describe('points in words', () => {
  it.each([
    [1.75, '1.75', '+1.75'],
    [9.5, '9.5', '+9.50'],
    [-0.25, '−0.25', '−0.25'],
    [0, '0', '0.00'],
    [-0.001, '0', '0.00'], // less than is written
    [0.005, '0.01', '+0.01'],
    [2, '2', '+2.00'],
  ])('%f is %s in a sentence and %s in a column', (points, trimmed, signed) => {
    expect(trimmedPoints(points)).toBe(trimmed)
    expect(signedPoints(points)).toBe(signed)
  })
})
