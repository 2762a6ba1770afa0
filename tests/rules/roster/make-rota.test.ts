import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf } from '../../../server/roster/optimiser/cost.ts'
import type { RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { makeRota, type RotaOptions } from '../../../server/roster/optimiser/make-rota.ts'
import type { RotaResult } from '../../../server/roster/optimiser/result.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'
import { everyLawfulRota } from './every-rota.ts'
import { oracleBroken, oracleCost } from './oracle.ts'
import { plantedInstances, randomInstances, tinyInstances } from './random-instances.ts'

const twoPosts = { posts: ['primary', 'backup'], postShare: [1, 0.5] }

const rota = (instance: RotaInstance, options: Partial<RotaOptions> = {}): RotaResult =>
  makeRota(instance, { seed: 1, iterations: 2_000, clock: () => 0, ...options })

/** Hard rules that each kind of conflict admits to. */
const ADMITS: Partial<Record<RotaResult['conflicts'][number]['kind'], string[]>> = {
  nobodyEligible: ['unfilled'],
  pinImpossible: ['unfilled', 'pinBroken'],
  unfilled: ['unfilled'],
  belowMin: ['belowMin'],
  withinGap: ['withinGap'],
}

const admitted = (result: RotaResult): string[] =>
  [...new Set(result.conflicts.flatMap(({ kind }) => ADMITS[kind] ?? []))].sort()

describe('a rota', () => {
  it.each(['hard', 'soft'] as const)(
    'with a %s gap breaks no rule that it does not admit to, and costs what it says',
    gap => {
      fc.assert(
        fc.property(randomInstances, fc.nat(100), (instance, seed) => {
          const result = rota(instance, { seed, gap })
          expect(oracleBroken(instance, result.assignments)).toEqual(admitted(result))
          if (gap === 'hard') expect(admitted(result)).not.toContain('withinGap')
          expect(result.status === 'infeasible').toBe(result.conflicts.length > 0)
          expect(result.objective).toBeCloseTo(oracleCost(instance, result.assignments), 6)
          expect(result.objective).toBe(costOf(instance, result.assignments).total)
          expect(result.gap).toBeCloseTo((result.objective - result.bound) / Math.max(1, result.bound), 9)
        }),
        { numRuns: 300 },
      )
    },
  )

  it('leaves no post open that somebody might simply take', () => {
    fc.assert(
      fc.property(randomInstances, instance => {
        const { assignments, conflicts } = rota(instance, { iterations: 200 })
        for (const open of conflicts.filter(one => one.kind === 'unfilled')) {
          for (const { id: person } of instance.people) {
            const filled = [...assignments, { unit: open.unit, post: open.post, person }]
            const kinds = oracleBroken(instance, filled).filter(
              kind => !['unfilled', 'belowMin', 'pinBroken'].includes(kind),
            )
            expect(kinds, `${person} for ${open.unit}`).not.toEqual([])
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is found where there is one, and never costs less than its bound', () => {
    fc.assert(
      fc.property(plantedInstances, ({ instance, planted }) => {
        expect(oracleBroken(instance, planted)).toEqual([])
        const result = rota(instance)
        expect(result.conflicts).toEqual([])
        expect(result.bound).toBeLessThanOrEqual(result.objective + 1e-6)
        expect(result.bound).toBeLessThanOrEqual(oracleCost(instance, planted) + 1e-6)
        if (result.status === 'optimal') expect(result.objective).toBeCloseTo(result.bound, 5)
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('is found if and only if there is one, on instances small enough to try every one', () => {
    fc.assert(
      fc.property(tinyInstances, instance => {
        const lawful = everyLawfulRota(instance)
        const result = rota(instance)
        expect(result.status === 'infeasible').toBe(lawful.length === 0)
        if (lawful.length === 0) return
        const cheapest = Math.min(...lawful.map(one => oracleCost(instance, one)))
        expect(result.objective).toBeGreaterThanOrEqual(cheapest - 1e-6)
        expect(result.bound).toBeLessThanOrEqual(cheapest + 1e-6)
      }),
      { numRuns: 100, seed: 1 },
    )
  })

  it('is the same for the same instance and seed, whatever the order of fields', () => {
    fc.assert(
      fc.property(randomInstances, fc.nat(100), (instance, seed) => {
        const reordered = JSON.parse(
          JSON.stringify(instance, (_key, value) =>
            value && typeof value === 'object' && !Array.isArray(value)
              ? Object.fromEntries(Object.entries(value).reverse())
              : value,
          ),
        )
        expect(rota(reordered, { seed })).toEqual(rota(instance, { seed }))
      }),
      { numRuns: 50 },
    )
  })

  it('has another input hash as soon as anything differs', () => {
    const { inputHash } = rota(aRotaInstance())
    expect(inputHash).toMatch(/^[0-9a-f]{64}$/)
    expect(rota(aRotaInstance({ minGapDays: 3 })).inputHash).not.toBe(inputHash)
  })

  it('takes its seconds from the clock it is given', () => {
    let now = 0
    const clock = () => (now += 1_500)
    expect(rota(aRotaInstance(), { clock }).seconds).toBe(1.5)
  })

  it('lists assignments by unit and post, and says optimal when the bound is met', () => {
    const result = rota(
      aRotaInstance({ posts: ['primary', 'backup'], postShare: [1, 0.5], spacing: { weeks: 1, cost: 0 } }),
    )
    expect(result.assignments.map(({ unit, post }) => `${unit} ${post}`)).toEqual(
      ['u0', 'u7', 'u14', 'u21'].flatMap(unit => [`${unit} primary`, `${unit} backup`]),
    )
    expect(result).toMatchObject({
      status: 'optimal',
      objective: 0,
      bound: 0,
      gap: 0,
      seed: 1,
      conflicts: [],
    })
  })
})

describe('a rota that cannot be complete', () => {
  it('fills the rest and names the unit that nobody can take', () => {
    const instance = aRotaInstance({
      unavailable: [
        { person: 'sato', unit: 'u7' },
        { person: 'suzuki', unit: 'u7' },
      ],
    })
    const result = rota(instance)
    expect(result.status).toBe('infeasible')
    expect(result.conflicts).toEqual([{ kind: 'nobodyEligible', unit: 'u7', post: 'locum' }])
    expect(result.assignments.map(({ unit }) => unit)).toEqual(['u0', 'u14', 'u21'])
  })

  it('says first that the maxima do not reach, with the numbers', () => {
    const people = [aRotaPerson('sato', { max: 1 }), aRotaPerson('suzuki', { max: 2 })]
    const { conflicts, assignments } = rota(aRotaInstance({ people }))
    expect(conflicts[0]).toEqual({ kind: 'capacity', block: null, duties: 4, maxima: 3 })
    expect(conflicts.slice(1).map(({ kind }) => kind)).toEqual(['unfilled'])
    expect(assignments).toHaveLength(3)
  })

  it('says for which block the maxima do not reach', () => {
    const instance = aRotaInstance({
      units: [aRotaUnit(0), aRotaUnit(7, { block: 'south' }), aRotaUnit(14, { block: 'south' })],
      people: [aRotaPerson('sato'), aRotaPerson('suzuki', { blocks: ['south'], max: 1 })],
    })
    expect(rota(instance).conflicts[0]).toEqual({ kind: 'capacity', block: 'south', duties: 2, maxima: 1 })
  })

  it('says for which post the maxima do not reach, and who fills the other', () => {
    const instance = aRotaInstance({
      ...twoPosts,
      people: [
        aRotaPerson('sato', { posts: ['primary'], max: 2 }),
        aRotaPerson('suzuki', { posts: ['primary', 'backup'], max: 1 }),
        aRotaPerson('tanaka', { posts: ['backup'] }),
      ],
    })
    const { conflicts, assignments } = rota(instance)
    expect(conflicts).toEqual([
      { kind: 'capacity', block: null, post: 'primary', duties: 4, maxima: 3 },
      { kind: 'unfilled', unit: expect.any(String), post: 'primary' },
    ])
    const backups = assignments.filter(({ post }) => post === 'backup')
    expect(new Set(backups.map(({ person }) => person))).toEqual(new Set(['tanaka']))
  })

  it('names a post that nobody may take, and a pin of somebody who may not take it', () => {
    const instance = aRotaInstance({
      ...twoPosts,
      units: [aRotaUnit(0), aRotaUnit(7)],
      people: [aRotaPerson('sato', { posts: ['backup'] }), aRotaPerson('suzuki', { posts: [] })],
      pins: assigned('u7 primary sato'),
    })
    const { conflicts, assignments } = rota(instance)
    expect(conflicts).toEqual([
      { kind: 'capacity', block: null, post: 'primary', duties: 2, maxima: 0 },
      { kind: 'nobodyEligible', unit: 'u0', post: 'primary' },
      { kind: 'pinImpossible', unit: 'u7', post: 'primary', person: 'sato' },
    ])
    expect(assignments).toEqual(assigned('u0 backup sato', 'u7 backup sato'))
  })

  it('says that the minima promise too much', () => {
    const people = [aRotaPerson('sato', { min: 3 }), aRotaPerson('suzuki', { min: 2 })]
    const { conflicts, assignments } = rota(aRotaInstance({ people }))
    expect(conflicts.map(({ kind }) => kind)).toEqual(['minima', 'belowMin'])
    expect(assignments).toHaveLength(4)
  })

  it.each([
    ['is unavailable', { unavailable: [{ person: 'sato', unit: 'u7' }] }, 'u7'],
    ['has another pin within the gap', { minGapDays: 8 }, 'u7'],
  ])(
    'keeps a pin open rather than give it to another, when the pinned person %s',
    (_title, changes, unit) => {
      const { conflicts, assignments } = rota(
        aRotaInstance({ pins: assigned('u0 sato', 'u7 sato'), ...changes }),
      )
      expect(conflicts).toContainEqual({ kind: 'pinImpossible', unit, post: 'locum', person: 'sato' })
      expect(assignments).toContainEqual({ unit: 'u0', post: 'locum', person: 'sato' })
      expect(assignments.some(one => one.unit === unit)).toBe(false)
    },
  )

  it('leaves a unit open within a hard gap and fills it within a soft one, naming it', () => {
    const instance = aRotaInstance({ minGapDays: 10, people: [aRotaPerson('sato')] })
    const hard = rota(instance)
    expect(hard.conflicts.map(({ kind }) => kind)).toEqual(['unfilled', 'unfilled'])
    const soft = rota(instance, { gap: 'soft' })
    expect(soft.status).toBe('infeasible')
    expect(soft.assignments).toHaveLength(4)
    expect(soft.conflicts).toContainEqual({
      kind: 'withinGap',
      person: 'sato',
      unit: 'u7',
      otherUnit: 'u0',
      daysApart: 7,
    })
  })

  it('never gives one person two units at the same time, however soft the gap', () => {
    const units = [aRotaUnit(0), aRotaUnit(0, { id: 'u0 south' })]
    const { conflicts } = rota(aRotaInstance({ units, people: [aRotaPerson('sato')] }), { gap: 'soft' })
    expect(conflicts.map(({ kind }) => kind)).toEqual(['unfilled'])
  })

  it('keeps a soft gap wherever that is possible', () => {
    const units = [0, 3, 6, 9, 12, 15].map(day => aRotaUnit(day))
    expect(rota(aRotaInstance({ units, minGapDays: 6 }), { gap: 'soft' }).conflicts).toEqual([])
  })

  it('answers without people and without units', () => {
    expect(rota(aRotaInstance({ people: [] })).conflicts.map(({ kind }) => kind)).toEqual([
      'capacity',
      ...Array(4).fill('nobodyEligible'),
    ])
    expect(rota(aRotaInstance({ units: [] }))).toMatchObject({ status: 'optimal', assignments: [] })
  })
})
