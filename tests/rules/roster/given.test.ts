import { describe, expect, it } from 'vitest'
import { balancedCounts } from '../../../server/roster/optimiser/balanced-counts.ts'
import { candidatesFor } from '../../../server/roster/optimiser/candidates-for.ts'
import { costOf } from '../../../server/roster/optimiser/cost.ts'
import { explainRota } from '../../../server/roster/optimiser/explain-rota.ts'
import { firstRota } from '../../../server/roster/optimiser/first-rota.ts'
import { dealByHand, HAND_METHODS } from '../../../server/roster/optimiser/hand-methods.ts'
import { violationsOf } from '../../../server/roster/optimiser/hard-rules.ts'
import type { RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { makeRota } from '../../../server/roster/optimiser/make-rota.ts'
import { repairRota } from '../../../server/roster/optimiser/repair-rota.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'
import { brokenRules, costByTheDocument } from './checker.ts'

const PEOPLE = ['sato', 'suzuki', 'tanaka']
/** Six weekly units, the first two given to Sato against one rule; the rest can be dealt in turn. */
const begun = (changes: Partial<RotaInstance>): RotaInstance =>
  aRotaInstance({
    units: [0, 7, 14, 21, 28, 35].map(day => aRotaUnit(day)),
    people: PEOPLE.map(id => aRotaPerson(id)),
    given: assigned('u0 sato', 'u7 sato'),
    ...changes,
  })
const withSato = (changes: Parameters<typeof aRotaPerson>[1]) => ({
  people: PEOPLE.map(id => aRotaPerson(id, id === 'sato' ? changes : {})),
})
const twoPosts: Partial<RotaInstance> = {
  posts: ['primary', 'backup'],
  postShare: [1, 0.5],
  given: assigned('u0 primary sato', 'u0 backup suzuki'),
}

const AGAINST: [string, RotaInstance][] = [
  ['the minimum gap', begun({ minGapDays: 8 })],
  [
    'the hours of another duty',
    begun({
      minGapDays: 0,
      units: [aRotaUnit(0), aRotaUnit(7, { start: '2026-04-01T00:00' }), aRotaUnit(14), aRotaUnit(21)],
    }),
  ],
  ['their maximum', begun(withSato({ max: 1 }))],
  ['a maximum of nothing', begun(withSato({ max: 0 }))],
  ['their minimum, nothing more being open to them', begun(withSato({ min: 5, blocks: [] }))],
  ['their block', begun(withSato({ blocks: [] }))],
  ['their posts', begun(withSato({ posts: [] }))],
  ['a post that is not theirs there', begun({ notPosts: assigned('u0 sato') })],
  ['what they said since', begun({ unavailable: [{ person: 'sato', unit: 'u0' }] })],
  [
    'a group that is not theirs again',
    begun({
      units: [0, 7, 14, 21].map(day => aRotaUnit(day, { group: day < 14 ? 'obon' : null })),
      ...withSato({ notGroups: ['obon'] }),
    }),
  ],
  [
    'having a group once a year',
    begun({ units: [0, 7, 14, 21].map(day => aRotaUnit(day, { group: day < 14 ? 'yearEnd' : null })) }),
  ],
  [
    'having one person of a clinic in a unit',
    begun({
      ...twoPosts,
      people: [...PEOPLE, 'takahashi'].map(id =>
        aRotaPerson(id, { clinic: id.startsWith('s') ? 'one' : id }),
      ),
    }),
  ],
]

describe.each(AGAINST)('a duty given against %s', (_rule, instance) => {
  const { given = [] } = instance
  const engines = {
    annealing: () => makeRota(instance, { seed: 1, iterations: 2_000, clock: () => 0 }),
    'the first rota': () => firstRota(instance, () => 0),
  }

  it('would be a broken rule if it were pinned', () => {
    const pinned = { ...instance, pins: given, given: [] }
    expect(makeRota(pinned, { seed: 1, iterations: 2_000, clock: () => 0 }).status).toBe('infeasible')
  })

  it.each(Object.entries(engines))('stays, is counted, and breaks nothing: %s', (_engine, make) => {
    const { status, conflicts, assignments, objective } = make()
    expect({ status, conflicts }).toEqual({
      status: expect.stringMatching(/optimal|feasible/),
      conflicts: [],
    })
    expect(assignments).toEqual(expect.arrayContaining(given))
    expect(violationsOf(instance, assignments)).toEqual([])
    expect(brokenRules(instance, assignments)).toEqual([])
    expect(objective).toBeCloseTo(costByTheDocument(instance, assignments), 6)
    expect(costOf(instance, assignments).total).toBeCloseTo(objective, 6)
  })

  it('stays when a rota is made by hand, and in equal counts', () => {
    expect(dealByHand(instance, HAND_METHODS.roundRobin)).toEqual(expect.arrayContaining(given))
    const { people } = balancedCounts(instance)
    for (const { id, max } of people)
      expect(max).toBeGreaterThanOrEqual(given.filter(({ person }) => person === id).length)
  })

  it('is as it is in explanations, prices and repairs', () => {
    const { assignments } = makeRota(instance, { seed: 1, iterations: 2_000, clock: () => 0 })
    const reasons = explainRota(instance, assignments)
    for (const one of given) {
      const reason = reasons.find(({ unit, post }) => unit === one.unit && post === one.post)
      expect(reason).toMatchObject({ person: one.person, pinned: true, could: [] })
    }
    const last = assignments.at(-1) ?? { unit: '', post: '', person: '' }
    for (const { person, breaks } of candidatesFor(instance, assignments, last).people) {
      const other = [...assignments.slice(0, -1), { ...last, person }]
      expect(breaks).toEqual(violationsOf(instance, other))
    }
    const everywhere = instance.units.map(({ id }) => id)
    const rota = { ...instance, published: assignments }
    for (const repair of repairRota(rota, { person: 'sato', units: everywhere }).fewest)
      for (const { unit, post } of repair.changes)
        expect(given.some(one => one.unit === unit && one.post === post)).toBe(false)
  })
})

describe('beside what is given', () => {
  const rota = (...rest: string[]) => [...assigned('u0 sato', 'u7 sato'), ...assigned(...rest)]
  const dealt = ['u14 suzuki', 'u21 tanaka', 'u28 suzuki', 'u35 tanaka']

  it.each<[string, Partial<RotaInstance>, string[], object[]]>([
    [
      'a new duty keeps the gap',
      { minGapDays: 8 },
      ['u14 sato', ...dealt.slice(1)],
      [{ kind: 'withinGap', unit: 'u14' }],
    ],
    [
      'nobody over their maximum gets more',
      withSato({ max: 1 }),
      ['u14 sato', ...dealt.slice(1)],
      [{ kind: 'aboveMax', count: 3, max: 2 }],
    ],
    [
      'a minimum that can be kept is one',
      withSato({ min: 3 }),
      dealt,
      [{ kind: 'belowMin', count: 2, min: 3 }],
    ],
    [
      'a minimum asks for no more than is open',
      {
        ...withSato({ min: 5 }),
        unavailable: ['u21', 'u28', 'u35'].map(unit => ({ person: 'sato', unit })),
      },
      dealt,
      [{ kind: 'belowMin', count: 2, min: 3 }],
    ],
    ['another has to be as it was given', {}, dealt, []],
  ])('%s', (_title, changes, rest, expected) => {
    const instance = begun(changes)
    expect(violationsOf(instance, rota(...rest))).toEqual(expected.map(one => expect.objectContaining(one)))
    expect(brokenRules(instance, rota(...rest))).toHaveLength(expected.length)
  })

  it('somebody else in its place is a broken rule', () => {
    const other = assigned('u0 suzuki', 'u7 sato', ...dealt)
    expect(violationsOf(begun({}), other)).toEqual([
      { kind: 'pinBroken', unit: 'u0', post: 'locum', person: 'sato' },
    ])
  })

  it('a first rota has the pins where they are, whatever rules they break, and says what they break', () => {
    const pins = assigned('u14 sato', 'u21 tanaka')
    const instance = begun({
      pins,
      minGapDays: 8,
      unavailable: [{ person: 'tanaka', unit: 'u21' }],
    })
    const { assignments } = firstRota(instance, () => 0)
    expect(assignments).toEqual(expect.arrayContaining([...assigned('u0 sato', 'u7 sato'), ...pins]))
    expect(
      violationsOf(instance, assignments)
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['unavailable', 'withinGap'])
  })
})
