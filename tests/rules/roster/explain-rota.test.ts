import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainOne, explainRota } from '../../../server/roster/optimiser/explain-rota.ts'
import type { Assignment } from '../../../server/roster/optimiser/instance.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'
import { oracleBroken, oracleCost } from './oracle.ts'
import { plantedInstances } from './random-instances.ts'

const given = (rota: readonly Assignment[], unit: string, post: string, person: string): Assignment[] =>
  rota.map(one => (one.unit === unit && one.post === post ? { unit, post, person } : one))

describe('the explanation of a rota', () => {
  it('names for each assignment all who could have it, at the cost of the rota that would be', () => {
    fc.assert(
      fc.property(plantedInstances, ({ instance, planted }) => {
        const cost = (rota: readonly Assignment[]): number => oracleCost(instance, rota)
        for (const { unit, post, person, pinned, could, couldNot } of explainRota(instance, planted)) {
          if (pinned) continue
          expect(could.length + couldNot.length).toBe(instance.people.length - 1)
          for (const { person: other, cost: more, exchange } of could) {
            const simply = given(planted, unit, post, other)
            const rota = exchange ? given(simply, exchange.unit, exchange.post, person) : simply
            expect(oracleBroken(instance, rota)).toEqual([])
            expect(cost(rota) - cost(planted)).toBeCloseTo(more, 6)
          }
          for (const { person: other } of couldNot) {
            expect(oracleBroken(instance, given(planted, unit, post, other))).not.toEqual([])
          }
        }
      }),
      { numRuns: 15, seed: 1 },
    )
  })

  it('lists the cheapest first, and exchanges where that costs less', () => {
    const people = ['sato', 'suzuki', 'tanaka'].map(id => aRotaPerson(id))
    const instance = aRotaInstance({
      people,
      spacing: { weeks: 1, cost: 0 },
      units: [0, 7, 14].map(day => aRotaUnit(day)),
      avoid: [{ person: 'suzuki', unit: 'u0', cost: 4 }],
    })
    const [first] = explainRota(instance, assigned('u0 sato', 'u7 suzuki', 'u14 tanaka'))
    expect(first).toEqual({
      unit: 'u0',
      post: 'locum',
      person: 'sato',
      pinned: false,
      could: [
        { person: 'tanaka', cost: 0, exchange: { unit: 'u14', post: 'locum' } },
        { person: 'suzuki', cost: 4, exchange: { unit: 'u7', post: 'locum' } },
      ],
      couldNot: [],
    })
  })

  it.each([
    ['is away', { unavailable: [{ person: 'suzuki', unit: 'u0' }] }, 'unavailable'],
    [
      'does not take the post in this unit',
      { notPosts: [{ person: 'suzuki', unit: 'u0', post: 'locum' }] },
      'otherPost',
    ],
    [
      'is within the gap of another unit of theirs',
      { minGapDays: 8, pins: assigned('u7 suzuki') },
      'withinGap',
    ],
    [
      'had the year-end last year',
      { people: [aRotaPerson('sato'), aRotaPerson('suzuki', { notGroups: ['yearEnd' as const] })] },
      'barredGroup',
    ],
    [
      'has as many as they may',
      { people: [aRotaPerson('sato'), aRotaPerson('suzuki', { max: 1 })], pins: assigned('u7 suzuki') },
      'aboveMax',
    ],
    [
      'would leave the other too few',
      { people: [aRotaPerson('sato', { min: 1 }), aRotaPerson('suzuki')], pins: assigned('u7 suzuki') },
      'belowMin',
    ],
    [
      'may not take the post',
      { people: [aRotaPerson('sato'), aRotaPerson('suzuki', { posts: [] })] },
      'otherPost',
    ],
  ])('says why somebody could not: who %s', (_title, changes, because) => {
    const instance = aRotaInstance({ units: [aRotaUnit(0, { group: 'yearEnd' }), aRotaUnit(7)], ...changes })
    const [first] = explainRota(instance, assigned('u0 sato', 'u7 suzuki'))
    expect(first).toMatchObject({ could: [], couldNot: [{ person: 'suzuki', because }] })
  })

  it('of one post alone is the same as among all, and null of an open one', () => {
    fc.assert(
      fc.property(plantedInstances, fc.nat(100), ({ instance, planted }, index) => {
        const explained = explainRota(instance, planted)
        const one = explained[index % explained.length]
        if (one) expect(explainOne(instance, planted, one)).toEqual(one)
        const [open, ...rest] = planted
        if (open) expect(explainOne(instance, rest, open)).toBeNull()
      }),
      { numRuns: 15, seed: 1 },
    )
  })

  it('says of a pin that it is one, and leaves out people of other blocks and open posts', () => {
    const people = [aRotaPerson('sato'), aRotaPerson('suzuki'), aRotaPerson('tanaka', { blocks: ['south'] })]
    const explained = explainRota(
      aRotaInstance({ people, pins: assigned('u0 sato') }),
      assigned('u0 sato', 'u7 suzuki'),
    )
    expect(
      explained.map(({ unit, pinned, could, couldNot }) => [unit, pinned, could.length + couldNot.length]),
    ).toEqual([
      ['u0', true, 0],
      ['u7', false, 1],
    ])
  })
})
