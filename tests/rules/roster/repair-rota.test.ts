import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Assignment, RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { makeRota } from '../../../server/roster/optimiser/make-rota.ts'
import { type Absence, type Repair, repairRota } from '../../../server/roster/optimiser/repair-rota.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'
import { everyLawfulRota } from './every-rota.ts'
import { oracleBroken, oracleCost } from './oracle.ts'
import { plantedInstances, tinyInstances } from './random-instances.ts'

const inWords = ({ changes }: Repair): string[] =>
  changes.map(({ unit, from, to }) => `${unit} ${from} → ${to}`)

const after = (published: readonly Assignment[], { changes }: Repair): Assignment[] => [
  ...published.filter(one => !changes.some(({ unit, post }) => one.unit === unit && one.post === post)),
  ...changes.map(({ unit, post, to }) => ({ unit, post, person: to })),
]

/** The instance as it is once the absence is known, nearness to the published rota aside. */
function knowing({ published: _, ...instance }: RotaInstance, { person, units }: Absence): RotaInstance {
  return {
    ...instance,
    unavailable: [...instance.unavailable, ...units.map(unit => ({ person, unit }))],
    pins: instance.pins.filter(pin => pin.person !== person || !units.includes(pin.unit)),
  }
}

/** A published rota, and who of it is absent from two of the units, if they have any. */
function absenceFrom(instance: RotaInstance, published: Assignment[], index: number) {
  const person = published[index % Math.max(1, published.length)]?.person ?? ''
  const units = published.filter(one => one.person === person).map(({ unit }) => unit)
  return { instance: { ...instance, published }, absence: { person, units: units.slice(0, 2) } }
}

describe('a repair', () => {
  it('has as few changes as any, and costs as little as any with so few, on tiny instances', () => {
    let repaired = 0
    fc.assert(
      fc.property(tinyInstances, fc.nat(20), (drawn, index) => {
        const published = everyLawfulRota(drawn)[0]
        if (!published) return
        const { instance, absence } = absenceFrom(drawn, published, index)
        const afterwards = knowing(instance, absence)
        const possible = everyLawfulRota(afterwards).map(rota => ({
          changes: rota.filter(one => !isIn(published, one)).length,
          cost: oracleCost(afterwards, rota),
        }))
        const fewest = Math.min(...possible.map(({ changes }) => changes))
        if (fewest > absence.units.length + 3) return
        const cheapest = Math.min(
          ...possible.filter(({ changes }) => changes === fewest).map(({ cost }) => cost),
        )
        const offers = repairRota(instance, absence)
        expect(offers.belowMin).toBe(false)
        expect(offers.fewest[0]?.changes).toHaveLength(fewest)
        expect((offers.fewest[0]?.cost ?? 0) + oracleCost(afterwards, published)).toBeCloseTo(cheapest, 6)
        repaired++
      }),
      { numRuns: 150, seed: 1 },
    )
    expect(repaired).toBeGreaterThan(20)
  })

  it('breaks no rule, costs what it says, and is offered from the best on', () => {
    fc.assert(
      fc.property(plantedInstances, fc.nat(20), ({ instance: drawn, planted }, index) => {
        const { instance, absence } = absenceFrom(drawn, planted, index)
        const { fewest, fairer, belowMin } = repairRota(instance, absence)
        const afterwards = knowing(instance, absence)
        const published = instance.published
        for (const repair of [...fewest, ...fairer]) {
          const rota = after(published, repair)
          expect(oracleBroken(afterwards, rota)).toEqual(belowMin ? ['belowMin'] : [])
          const cost = oracleCost(afterwards, rota) - oracleCost(afterwards, published)
          expect(repair.cost).toBeCloseTo(cost, 6)
          expect(repair.changes.length).toBeLessThanOrEqual((fewest[0]?.changes.length ?? 0) + 2)
        }
        for (const offers of [fewest, fairer]) {
          const costs = offers.map(({ cost }) => cost)
          expect(costs).toEqual(costs.toSorted((a, b) => a - b))
        }
        for (const { cost } of fairer) expect(cost).toBeLessThan(fewest[0]?.cost ?? 0)
      }),
      { numRuns: 15, seed: 1 },
    )
  })

  it('offers those who could take over, and the swap that makes it fair again', () => {
    const instance = aRotaInstance({
      people: [aRotaPerson('sato'), aRotaPerson('suzuki'), aRotaPerson('tanaka')],
      units: [0, 7, 14, 21, 28, 35].map(day => aRotaUnit(day)),
      spacing: { weeks: 1, cost: 0 },
      published: assigned('u0 sato', 'u7 suzuki', 'u14 tanaka', 'u21 sato', 'u28 suzuki', 'u35 tanaka'),
    })
    const { fewest, fairer, complete } = repairRota(instance, { person: 'sato', units: ['u0', 'u7'] })
    expect(fewest.map(inWords)).toEqual([['u0 sato → suzuki'], ['u0 sato → tanaka']])
    expect(fewest[0]?.effects).toEqual([
      { person: 'sato', units: { before: 2, after: 1 }, offShare: { before: 0, after: -4 } },
      { person: 'suzuki', units: { before: 2, after: 3 }, offShare: { before: 0, after: 4 } },
    ])
    expect(fairer[0]).toMatchObject({ cost: 0, effects: [] })
    expect(fairer[0]?.changes).toHaveLength(2)
    expect(complete).toBe(true)
  })

  it('changes a second post where nobody can simply take over', () => {
    const instance = aRotaInstance({
      minGapDays: 10,
      people: [aRotaPerson('sato'), aRotaPerson('suzuki'), aRotaPerson('tanaka')],
      unavailable: [{ person: 'tanaka', unit: 'u0' }],
      units: [0, 7, 21].map(day => aRotaUnit(day)),
      published: assigned('u0 sato', 'u7 suzuki', 'u21 tanaka'),
    })
    const { fewest } = repairRota(instance, { person: 'sato', units: ['u0', 'u7'] })
    expect(inWords(fewest[0] as Repair)).toEqual(['u0 sato → suzuki', 'u7 suzuki → tanaka'])
  })

  it('offers nobody for a post they may not take', () => {
    const instance = aRotaInstance({
      posts: ['primary', 'backup'],
      postShare: [1, 0.5],
      units: [aRotaUnit(0)],
      people: [
        aRotaPerson('sato'),
        aRotaPerson('suzuki'),
        aRotaPerson('tanaka', { posts: ['backup'] }),
        aRotaPerson('ito'),
      ],
      published: assigned('u0 primary sato', 'u0 backup suzuki'),
    })
    const { fewest } = repairRota(instance, { person: 'sato', units: ['u0'] })
    expect(fewest.map(inWords)).toEqual([['u0 sato → ito']])
  })

  it('fills what the published rota had left open', () => {
    const instance = aRotaInstance({ published: assigned('u0 sato', 'u7 suzuki', 'u14 sato') })
    const { fewest } = repairRota(instance, { person: 'sato', units: [] })
    expect(fewest[0]?.changes).toEqual([{ unit: 'u21', post: 'locum', from: null, to: 'suzuki' }])
  })

  it('keeps pins, except those of the absent', () => {
    const instance = aRotaInstance({
      pins: assigned('u0 sato', 'u7 suzuki'),
      published: assigned('u0 sato', 'u7 suzuki', 'u14 sato', 'u21 suzuki'),
    })
    const { fewest, fairer } = repairRota(instance, { person: 'sato', units: ['u0'] })
    expect(fewest.map(inWords)).toEqual([['u0 sato → suzuki']])
    for (const { changes } of fairer) expect(changes.map(({ unit }) => unit)).not.toContain('u7')
  })

  it('waives the minimum of the absent only where it must, and says so', () => {
    const people = [aRotaPerson('sato', { min: 2 }), aRotaPerson('suzuki')]
    const published = assigned('u0 sato', 'u7 suzuki', 'u14 sato', 'u21 suzuki')
    const swap = repairRota(aRotaInstance({ people, published }), { person: 'sato', units: ['u0'] })
    expect(swap).toMatchObject({ belowMin: false })
    expect(swap.fewest[0]?.changes).toHaveLength(2)
    const ill = repairRota(aRotaInstance({ people, published }), {
      person: 'sato',
      units: ['u0', 'u7', 'u14', 'u21'],
    })
    expect(ill).toMatchObject({ belowMin: true })
    expect(ill.fewest.map(inWords)).toEqual([['u0 sato → suzuki', 'u14 sato → suzuki']])
  })

  it('has nothing to offer where nobody else may', () => {
    const alone = aRotaInstance({
      people: [aRotaPerson('sato')],
      units: [aRotaUnit(0)],
      published: assigned('u0 sato'),
    })
    expect(repairRota(alone, { person: 'sato', units: ['u0'] })).toMatchObject({ fewest: [], fairer: [] })
  })

  it('of a year of 14 people is fewer than three changes', () => {
    const instance = aRotaInstance({
      days: 364,
      minGapDays: 14,
      units: Array.from({ length: 52 }, (_, week) => aRotaUnit(week * 7)),
      people: Array.from({ length: 14 }, (_, index) => aRotaPerson(`d${index}`, { min: 2, max: 5 })),
    })
    const published = makeRota(instance, { seed: 1, iterations: 20_000, clock: () => 0 }).assignments
    const units = ['u70', 'u77', 'u84']
    const { fewest } = repairRota(
      { ...instance, published },
      { person: published.find(({ unit }) => unit === 'u77')?.person ?? '', units },
    )
    expect(fewest.length).toBeGreaterThan(3)
    expect(fewest[0]?.changes).toHaveLength(1)
  })
})

const isIn = (rota: readonly Assignment[], { unit, post, person }: Assignment): boolean =>
  rota.some(one => one.unit === unit && one.post === post && one.person === person)
