import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { makeRota } from '../../../server/roster/optimiser/make-rota.ts'
import { parseInstance } from '../../../server/roster/optimiser/parse-instance.ts'
import type { GapRule } from '../../../server/roster/optimiser/problem.ts'
import type { RotaResult } from '../../../server/roster/optimiser/result.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'
import { brokenRules, costByTheDocument, type HardRule } from './checker.ts'
import { doubtsAbout } from './doubts-about.ts'
import { cheapestByTrying } from './try-every-rota.ts'
import { wildBegun, wildInstances, wildPlanted, wildTiny, wildTinyBegun } from './wild-instances.ts'

/** Of each of five kinds: 80 instances at the desk, 110 in the full set, FUZZ_RUNS=10000 for a long run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? (process.env.TEST_REQUIRE === 'all' ? 110 : 80))
const runs = { numRuns, seed: 1 }

const evenly = assigned('u0 sato', 'u7 suzuki', 'u14 sato', 'u21 suzuki')
const twoPosts: Partial<RotaInstance> = {
  posts: ['primary', 'backup'],
  postShare: [1, 0.5],
  units: [aRotaUnit(0)],
}
const both = assigned('u0 primary sato', 'u0 backup suzuki')

/** Four weekly duties, dealt in turn unless the row deals them otherwise, with one rule in the way. */
const ONE_BROKEN: Record<HardRule, [Partial<RotaInstance>, typeof evenly?]> = {
  'the rota speaks of the instance': [{}, [...evenly, ...assigned('u99 sato')]],
  'every unit × post has a person': [{}, evenly.slice(1)],
  'every unit × post has exactly one person': [{}, [...evenly, ...assigned('u0 suzuki')]],
  'eligible block': [{ people: [aRotaPerson('sato', { blocks: ['south'] }), aRotaPerson('suzuki')] }],
  'only posts they may take': [
    { ...twoPosts, people: [aRotaPerson('sato', { posts: ['backup'] }), aRotaPerson('suzuki')] },
    both,
  ],
  'not unavailable': [{ unavailable: [{ person: 'suzuki', unit: 'u7' }] }],
  'not barred': [
    {
      units: [aRotaUnit(0, { group: 'obon' })],
      people: [aRotaPerson('sato', { notGroups: ['obon'] })],
    },
    evenly.slice(0, 1),
  ],
  'at most one post in a unit': [twoPosts, assigned('u0 primary sato', 'u0 backup sato')],
  '`minGapDays` between units of one person': [{ minGapDays: 15 }],
  'never two units at the same hour': [
    {
      minGapDays: 0,
      units: [aRotaUnit(0), aRotaUnit(1, { start: '2026-04-01T12:00' })],
    },
    assigned('u0 sato', 'u1 sato'),
  ],
  'people of one clinic not together in one unit': [
    { ...twoPosts, people: ['sato', 'suzuki'].map(id => aRotaPerson(id, { clinic: 'one' })) },
    both,
  ],
  'at most one `yearEnd` and one `goldenWeek` unit each': [
    { units: [0, 7, 14, 21].map(day => aRotaUnit(day, { group: day < 20 ? 'yearEnd' : 'obon' })) },
  ],
  'min ≤ count': [{ people: [aRotaPerson('sato', { min: 3 }), aRotaPerson('suzuki')] }],
  'count ≤ max': [{ people: [aRotaPerson('sato'), aRotaPerson('suzuki', { max: 1 })] }],
  pins: [{ pins: assigned('u0 suzuki') }],
}

describe('the checker', () => {
  it.each(Object.entries(ONE_BROKEN))('notices that this is broken, and only this: %s', (rule, row) => {
    const [changes, rota = evenly] = row
    expect([...new Set(brokenRules(aRotaInstance(changes), rota).map(one => one.rule))]).toEqual([rule])
  })

  it.each<[string, Partial<RotaInstance>, typeof evenly?]>([
    ['dealt in turn', {}],
    ['with eq `minGapDays` between two units', { minGapDays: 14 }],
    ['with eq min and eq max', { people: ['sato', 'suzuki'].map(id => aRotaPerson(id, { min: 2, max: 2 })) }],
    ['whose pins are kept', { pins: evenly }],
    [
      'whose one unit ends when the next begins',
      { minGapDays: 0, units: [aRotaUnit(0), aRotaUnit(1)] },
      assigned('u0 sato', 'u1 sato'),
    ],
    [
      'with two Obon units for one person',
      { units: [0, 7, 14, 21].map(day => aRotaUnit(day, { group: 'obon' })) },
    ],
  ])('has nothing against a rota %s', (_title, changes, rota = evenly) => {
    expect(brokenRules(aRotaInstance(changes), rota)).toEqual([])
  })

  const alone = assigned('u0 sato', 'u7 sato', 'u14 sato', 'u21 sato')
  const unspaced = { spacing: { weeks: 5, cost: 0 } }

  // Worked out by hand from the document.
  it.each<[string, Partial<RotaInstance>, typeof evenly, number]>([
    ['2 for weeks 0 and 2, 2 × 2 for weeks 1 and 3, in windows of five', {}, evenly, 6],
    ['in no window where five weeks do not fit into the year', { days: 28 }, evenly, 0],
    ['40 + 40 for counts, twice 4 + 6 for 8 quarter points', unspaced, alone, 100],
    [
      '1 each for one quarter point beyond the dead band, 6 points carried over being shared out',
      { ...unspaced, people: [aRotaPerson('sato', { opening: 6 }), aRotaPerson('suzuki')] },
      evenly,
      2,
    ],
    [
      'a backup for half: 6 and 12 quarter points, 9 being fair',
      { ...twoPosts, units: [aRotaUnit(0, { burden: 12 })] },
      both,
      2,
    ],
    [
      'half a share as τ = 4/3 and 8/3, a third of 10 each for counts, 1 each for burden',
      { ...unspaced, people: [aRotaPerson('sato', { share: 0.5 }), aRotaPerson('suzuki')] },
      evenly,
      26 / 3,
    ],
    ['3 for a wish that is not met', { ...unspaced, want: [{ person: 'sato', unit: 'u7' }] }, evenly, 3],
    [
      'what it costs to have what one would avoid',
      { ...unspaced, avoid: [{ person: 'sato', unit: 'u0', cost: 4.5 }] },
      evenly,
      4.5,
    ],
    [
      '6 for each published post that another has, or nobody',
      { ...unspaced, published: assigned('u0 suzuki', 'u7 suzuki') },
      evenly,
      6,
    ],
  ])('counts %s', (_title, changes, rota, cost) => {
    expect(costByTheDocument(aRotaInstance(changes), rota)).toBeCloseTo(cost, 9)
  })
})

const made = (instance: RotaInstance, seed: number, gap: GapRule = 'hard'): RotaResult =>
  makeRota(instance, { seed, iterations: 1_000, clock: () => 0, gap })

const PROVEN: RotaResult['conflicts'][number]['kind'][] = [
  'capacity',
  'minima',
  'nobodyEligible',
  'pinImpossible',
]

describe('a rota made at once, checked by another', () => {
  it.each(['hard', 'soft'] as const)('is what it says, with or without a lawful one, gap %s', gap => {
    fc.assert(
      fc.property(wildInstances, fc.nat(100), (instance, seed) => {
        expect(parseInstance(instance)).toMatchObject({ ok: true })
        const result = made(instance, seed, gap)
        expect(doubtsAbout(instance, result, gap)).toEqual([])
        expect(made(instance, seed, gap)).toEqual(result)
      }),
      runs,
    )
  })

  it.each(['hard', 'soft'] as const)(
    'leaves a year that has begun as it began, and judges the rest, gap %s',
    gap => {
      fc.assert(
        fc.property(wildBegun, fc.nat(100), (instance, seed) => {
          expect(parseInstance(instance)).toMatchObject({ ok: true })
          const result = made(instance, seed, gap)
          expect(doubtsAbout(instance, result, gap)).toEqual([])
          expect(result.assignments).toEqual(expect.arrayContaining(instance.given ?? []))
          expect(made(instance, seed, gap)).toEqual(result)
        }),
        runs,
      )
    },
  )

  it('proves nothing against an instance that has a lawful rota, and no bound above its cost', () => {
    fc.assert(
      fc.property(wildPlanted, fc.nat(100), ({ instance, planted }, seed) => {
        expect(parseInstance(instance)).toMatchObject({ ok: true })
        expect(brokenRules(instance, planted)).toEqual([])
        const result = made(instance, seed)
        expect(doubtsAbout(instance, result)).toEqual([])
        expect(result.conflicts.filter(({ kind }) => PROVEN.includes(kind))).toEqual([])
        expect(result.bound).toBeLessThanOrEqual(costByTheDocument(instance, planted) + 1e-6)
      }),
      runs,
    )
  })

  it.each([
    ['', wildTiny],
    [', begun or not', wildTinyBegun],
  ])('is never cheaper than the cheapest of all, nor lawful where none is%s', (_title, tiny) => {
    let without = 0
    fc.assert(
      fc.property(tiny, instance => {
        const result = made(instance, 1)
        const cheapest = cheapestByTrying(instance)
        expect(doubtsAbout(instance, result)).toEqual([])
        if (cheapest === null) {
          without++
          expect(result.status).toBe('infeasible')
          return
        }
        expect(result.bound).toBeLessThanOrEqual(cheapest + 1e-6)
        if (result.status !== 'infeasible') expect(result.objective).toBeGreaterThanOrEqual(cheapest - 1e-6)
        if (result.status === 'optimal') expect(result.objective).toBeCloseTo(cheapest, 6)
      }),
      runs,
    )
    expect(without).toBeGreaterThan(numRuns / 5)
    expect(without).toBeLessThan((numRuns * 4) / 5)
  })

  it('costs the same in whatever order the people are listed, a half of a fair burden being half', () => {
    const people = [
      aRotaPerson('a', { opening: -0.5 }),
      aRotaPerson('b', { opening: -0.5 }),
      aRotaPerson('c', { share: 1 / 3 }),
      aRotaPerson('d', { share: 1 / 3, opening: -8 }),
    ]
    const instance = aRotaInstance({
      people,
      units: [5, 8, 12, 20].map((burden, week) => aRotaUnit(week * 7, { burden })),
      weights: { count: 10, burden: 4, deadBand: 0, want: 3, change: 6 },
    })
    for (const order of [people, people.toReversed()]) {
      const listed = { ...instance, people: order }
      expect(doubtsAbout(listed, made(listed, 1))).toEqual([])
    }
  })
})
