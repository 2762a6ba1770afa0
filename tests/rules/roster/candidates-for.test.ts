import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candidatesFor } from '../../../server/roster/optimiser/candidates-for.ts'
import { violationsOf } from '../../../server/roster/optimiser/hard-rules.ts'
import type { Assignment } from '../../../server/roster/optimiser/instance.ts'
import { newlyBroken } from '../../../server/roster/optimiser/newly-broken.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'
import { oracleBroken, oracleCost } from './oracle.ts'
import { withAnyAssignments } from './random-instances.ts'

const sorted = (list: readonly object[]): string[] => list.map(one => JSON.stringify(one)).sort()

describe('candidates for a post', () => {
  it('are everybody and nobody, with what the whole rota would then cost more and break anew', () => {
    fc.assert(
      fc.property(withAnyAssignments, fc.nat(1_000), ({ instance, assignments }, draw) => {
        const unit = instance.units[draw % instance.units.length]?.id ?? ''
        const post = instance.posts[draw % instance.posts.length] ?? ''
        const others = assignments.filter(one => one.unit !== unit || one.post !== post)
        const { holder, people, leaveOpen } = candidatesFor(instance, assignments, { unit, post })
        const held = assignments.find(one => !others.includes(one))
        expect(holder).toBe(held?.person ?? null)
        expect(people.map(({ person }) => person).sort()).toEqual(instance.people.map(({ id }) => id).sort())
        const rotas: [Assignment[], { cost: number; breaks: object[] }][] = [
          [others, leaveOpen],
          ...people.map((one): [Assignment[], typeof one] => [
            [...others, { unit, post, person: one.person }],
            one,
          ]),
        ]
        const before = violationsOf(instance, assignments)
        for (const [rota, { cost, breaks }] of rotas) {
          expect(cost).toBeCloseTo(oracleCost(instance, rota) - oracleCost(instance, assignments), 6)
          expect(sorted(breaks)).toEqual(sorted(newlyBroken(before, violationsOf(instance, rota))))
        }
      }),
      { numRuns: 100 },
    )
  })

  it('begin with those who would break no rule, the cheapest first, the holder among them', () => {
    const instance = aRotaInstance({
      people: ['sato', 'suzuki', 'tanaka', 'ito'].map(id => aRotaPerson(id)),
      spacing: { weeks: 1, cost: 0 },
      units: [0, 7, 14].map(day => aRotaUnit(day)),
      minGapDays: 8,
      unavailable: [{ person: 'tanaka', unit: 'u0' }],
      avoid: [{ person: 'ito', unit: 'u0', cost: 4 }],
    })
    const { holder, people, leaveOpen } = candidatesFor(
      instance,
      assigned('u0 sato', 'u7 suzuki', 'u14 tanaka'),
      { unit: 'u0', post: 'locum' },
    )
    expect(holder).toBe('sato')
    expect(people.map(({ person, breaks }) => `${person} ${breaks.map(({ kind }) => kind).join()}`)).toEqual([
      'sato ',
      'ito ',
      'suzuki withinGap',
      'tanaka unavailable',
    ])
    expect(people[0]).toEqual({ person: 'sato', cost: 0, breaks: [] })
    expect(people[1]?.cost).toBeCloseTo(4, 9)
    expect(leaveOpen.breaks).toEqual([{ kind: 'unfilled', unit: 'u0', post: 'locum' }])
  })

  it('of an open post fill it', () => {
    const { holder, people, leaveOpen } = candidatesFor(
      aRotaInstance(),
      assigned('u7 suzuki', 'u14 sato', 'u21 suzuki'),
      { unit: 'u0', post: 'locum' },
    )
    expect(holder).toBeNull()
    expect(leaveOpen).toEqual({ cost: 0, breaks: [] })
    expect(people[0]?.person).toBe('sato')
    expect(people[0]?.cost).toBeLessThan(0)
  })
})

describe('a rule newly broken', () => {
  const people = [aRotaPerson('sato', { max: 1 }), aRotaPerson('suzuki', { min: 3 })]
  const instance = aRotaInstance({ people, units: [0, 7, 14, 21, 28].map(day => aRotaUnit(day)) })
  const broken = (...lines: string[]) => violationsOf(instance, assigned(...lines))
  const three = broken('u0 sato', 'u7 sato', 'u14 sato', 'u21 suzuki', 'u28 suzuki')
  const two = broken('u0 sato', 'u7 sato', 'u14 suzuki', 'u21 suzuki', 'u28 suzuki')

  it.each([
    ['is one broken further', two, three, ['belowMin', 'aboveMax']],
    ['is none that is broken less far', three, two, []],
    ['is none that is broken as far', three, three, []],
  ] as const)('%s', (_title, before, after, kinds) => {
    const found = newlyBroken(before, after).map(({ kind }) => kind)
    expect(found.sort()).toEqual([...kinds].sort())
  })

  it('is there exactly where the other rota does not break its kind, for rotas that break nothing else', () => {
    fc.assert(
      fc.property(withAnyAssignments, ({ instance: any, assignments }) => {
        const kinds = new Set(newlyBroken([], violationsOf(any, assignments)).map(({ kind }) => kind))
        expect([...kinds].sort()).toEqual(oracleBroken(any, assignments))
      }),
      { numRuns: 50 },
    )
  })
})
