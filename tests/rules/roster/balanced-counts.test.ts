import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balancedCounts } from '../../../server/roster/optimiser/balanced-counts.ts'
import type { Assignment, RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { makeRota } from '../../../server/roster/optimiser/make-rota.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'
import { everyLawfulRota } from './every-rota.ts'
import { randomInstances } from './random-instances.ts'

const limits = (instance: RotaInstance): string[] =>
  balancedCounts(instance).people.map(({ id, min, max }) => `${id} ${min}-${max}`)

const soft = (instance: RotaInstance, iterations = 500) =>
  makeRota(balancedCounts(instance), { seed: 1, iterations, clock: () => 0, gap: 'soft' })

const countsOf = ({ people }: RotaInstance, assignments: readonly Assignment[]): number[] =>
  people.map(({ id }) => assignments.filter(({ person }) => person === id).length)

const spread = (counts: number[]): number => Math.max(...counts) - Math.min(...counts)

const units = (count: number) => Array.from({ length: count }, (_, index) => aRotaUnit(index * 7))

describe('balanced counts', () => {
  it.each([
    ['the whole share, when it is whole', {}, ['sato 2-2', 'suzuki 2-2']],
    ['the numbers on either side of a fraction', { units: units(5) }, ['sato 2-3', 'suzuki 2-3']],
    [
      'half as many for half a share',
      { units: units(9), people: [aRotaPerson('sato'), aRotaPerson('suzuki', { share: 0.5 })] },
      ['sato 6-6', 'suzuki 3-3'],
    ],
    [
      'a tighter maximum, the rest going to the others',
      { people: [aRotaPerson('sato', { max: 1 }), aRotaPerson('suzuki')] },
      ['sato 1-1', 'suzuki 3-3'],
    ],
    [
      'a tighter minimum',
      { people: [aRotaPerson('sato', { min: 3 }), aRotaPerson('suzuki')] },
      ['sato 3-3', 'suzuki 1-1'],
    ],
    [
      'no more than somebody mostly away can hold',
      { unavailable: ['u0', 'u7', 'u14'].map(unit => ({ person: 'sato', unit })) },
      ['sato 1-1', 'suzuki 3-3'],
    ],
    [
      'no more than fit between the gaps',
      { minGapDays: 15, unavailable: [{ person: 'sato', unit: 'u21' }] },
      ['sato 1-1', 'suzuki 2-2'],
    ],
    [
      'what the blocks allow, where the shares cannot be reached',
      {
        units: [...units(15)].map((unit, index) => ({ ...unit, block: index < 6 ? 'north' : 'south' })),
        people: [aRotaPerson('sato'), aRotaPerson('suzuki'), aRotaPerson('tanaka', { blocks: ['south'] })],
      },
      ['sato 3-4', 'suzuki 3-4', 'tanaka 8-9'],
    ],
    [
      'what the posts allow, where the shares cannot be reached',
      {
        posts: ['primary', 'backup'],
        postShare: [1, 0.5],
        people: [
          aRotaPerson('sato', { posts: ['primary'] }),
          aRotaPerson('suzuki', { posts: ['primary'] }),
          aRotaPerson('tanaka', { posts: ['backup'] }),
        ],
      },
      ['sato 2-3', 'suzuki 2-3', 'tanaka 3-4'],
    ],
  ] satisfies [string, Partial<RotaInstance>, string[]][])('promise %s', (_title, changes, expected) => {
    expect(limits(aRotaInstance(changes))).toEqual(expected)
  })

  it('leave everything else of the instance as it was', () => {
    const instance = aRotaInstance({ pins: assigned('u0 sato') })
    const { people, ...rest } = balancedCounts(instance)
    expect({ ...rest, people: instance.people }).toEqual(instance)
    expect(people.map(({ min, max, ...person }) => ({ ...person, min: 0, max: 100 }))).toEqual(
      instance.people,
    )
  })

  it('differ by one at most among equal shares wherever any deal does, gaps aside', () => {
    const equalShares = randomInstances
      .filter(({ people, units, posts }) => posts.length === 1 && people.length ** units.length <= 5_000)
      .map(instance => ({
        ...instance,
        minGapDays: 1,
        units: instance.units.map((unit, index) => ({
          ...unit,
          ...aRotaUnit(index, { id: unit.id, block: unit.block, group: unit.group }),
        })),
        days: 100,
        people: instance.people.map(person => ({ ...person, share: 1, min: 0, max: 100 })),
        pins: [],
      }))
    fc.assert(
      fc.property(equalShares, instance => {
        const possible = everyLawfulRota(instance).some(deal => spread(countsOf(instance, deal)) <= 1)
        const { assignments, conflicts } = soft(instance)
        if (!possible) return
        expect(conflicts).toEqual([])
        expect(spread(countsOf(instance, assignments))).toBeLessThanOrEqual(1)
      }),
      { numRuns: 200 },
    )
  })

  it('can all be kept, gaps aside: a soft gap leaves nobody below and no unit open that could be filled', () => {
    const distinctDays = randomInstances.map(instance => ({
      ...instance,
      units: instance.units.map((unit, index) => ({
        ...unit,
        ...aRotaUnit(index * 3, { id: unit.id, group: null }),
      })),
      days: 100,
      people: instance.people.map((person, index) => ({
        ...person,
        clinic: `own ${index}`,
        min: 0,
        max: 100,
      })),
      minGapDays: 5,
      pins: [],
      unavailable: instance.unavailable.filter((_, index) => index % 3 === 0),
    }))
    fc.assert(
      fc.property(distinctDays, instance => {
        const fewPosts = instance.people.length < instance.posts.length
        const { conflicts } = soft(instance, 50)
        const kinds = new Set(conflicts.map(({ kind }) => kind))
        if (!fewPosts) expect(kinds.has('belowMin')).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    [14, 73],
    [24, 53],
  ])('of %i physicians and %i weekly units: all equal to one, with the gap kept', (physicians, weeks) => {
    const instance = aRotaInstance({
      days: weeks * 7,
      minGapDays: 21,
      units: units(weeks),
      people: Array.from({ length: physicians }, (_, index) => aRotaPerson(`d${index}`)),
      unavailable: units(weeks).map(({ id }, index) => ({
        person: `d${(index * 5) % physicians}`,
        unit: id,
      })),
    })
    const { assignments, conflicts } = soft(instance, 20_000)
    expect(conflicts).toEqual([])
    expect(spread(countsOf(instance, assignments))).toBe(1)
  })
})
