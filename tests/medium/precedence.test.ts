import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plantedInstance } from '../../scripts/bench/planted-instance.ts'
import { COST_KINDS, type CostKind } from '../../server/roster/optimiser/cost-kind.ts'
import { loadHighs } from '../../server/roster/optimiser/highs/load-highs.ts'
import type { Assignment, RotaInstance } from '../../server/roster/optimiser/instance.ts'
import type { RotaResult } from '../../server/roster/optimiser/result.ts'
import { type RotaSearch, searchRota } from '../../server/roster/optimiser/search-rota.ts'
import { aRotaInstance } from '../builders/rota-instance.ts'
import { everyLawfulRota } from '../rules/roster/every-rota.ts'
import { oracleBroken, oracleCost, oracleCosts } from '../rules/roster/oracle.ts'
import { plantedInstances, tinyInstances } from '../rules/roster/random-instances.ts'

const highs = await loadHighs()

const search = (instance: RotaInstance, options: Partial<RotaSearch> = {}): RotaResult =>
  searchRota(instance, {
    highs,
    seconds: 20,
    seed: 1,
    clock: () => 0,
    cancelled: () => false,
    otherBound: () => Number.NEGATIVE_INFINITY,
    report: () => undefined,
    wantsBound: () => undefined,
    ...options,
  })

/** FUZZ_RUNS=300 for a long run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 100)

/** Hundreds of proofs take a while where the machine is busy. */
const PATIENCE = 300_000

const precedences = fc
  .subarray([...COST_KINDS], { minLength: 1 })
  .chain(kinds => fc.shuffledSubarray(kinds, { minLength: kinds.length, maxLength: kinds.length }))

/** The costs that count, in their order: each kind of the precedence, then the others together. */
function inOrder(instance: RotaInstance, rota: readonly Assignment[]): number[] {
  const costs = oracleCosts(instance, rota)
  const listed: readonly CostKind[] = instance.precedence ?? []
  const rest = COST_KINDS.filter(kind => !listed.includes(kind))
  const sum = rest.reduce((total, kind) => total + costs[kind], 0)
  return [...listed.map(kind => costs[kind]), ...(rest.length > 0 ? [sum] : [])]
}

/** Of costs in order the first in strict order, numbers closer than a thousandth being equal. */
function first(costs: number[][]): number[] {
  const [stages = 0] = costs.map(({ length }) => length)
  return costs.reduce((one, other) => {
    for (let stage = 0; stage < stages; stage++) {
      const difference = (other[stage] ?? 0) - (one[stage] ?? 0)
      if (Math.abs(difference) > 1e-3) return difference < 0 ? other : one
    }
    return one
  })
}

describe('strict precedence', () => {
  it('gives the rota that comes first of all, each stage proven, on tiny instances', {
    timeout: PATIENCE,
  }, () => {
    let differs = 0
    fc.assert(
      fc.property(tinyInstances, precedences, (drawn, precedence) => {
        const instance = { ...drawn, precedence }
        const result = search(instance)
        const lawful = everyLawfulRota(instance)
        expect(result.stopped).toBe('proof')
        expect(result.status === 'infeasible').toBe(lawful.length === 0)
        if (lawful.length === 0) return
        const best = first(lawful.map(rota => inOrder(instance, rota)))
        expect(result.status).toBe('optimal')
        expect(oracleBroken(instance, result.assignments)).toEqual([])
        expect(result.stages?.map(({ kind }) => kind)).toEqual(
          precedence.length === COST_KINDS.length ? precedence : [...precedence, 'rest'],
        )
        for (const [stage, { cost, bound }] of (result.stages ?? []).entries()) {
          expect(cost).toBeCloseTo(best[stage] ?? Number.NaN, 4)
          expect(bound).toBeCloseTo(cost, 4)
          expect(bound).toBeLessThanOrEqual(cost)
        }
        expect(inOrder(instance, result.assignments)[0]).toBeCloseTo(best[0] ?? Number.NaN, 6)
        const cheapest = Math.min(...lawful.map(rota => oracleCost(instance, rota)))
        if (cheapest < result.objective - 1e-3) differs++
      }),
      { numRuns, seed: 1 },
    )
    expect(differs).toBeGreaterThan(numRuns / 15)
  })

  it('is never behind a rota that is known', { timeout: PATIENCE }, () => {
    fc.assert(
      fc.property(plantedInstances, precedences, ({ instance: drawn, planted }, precedence) => {
        const instance = { ...drawn, precedence }
        const { status, assignments } = search(instance)
        expect(status).toBe('optimal')
        const found = inOrder(instance, assignments)
        expect(first([found, inOrder(instance, planted)])).toEqual(found)
      }),
      { numRuns: 40, seed: 1 },
    )
  })

  it('grants a wish at any price, if wishes come first', () => {
    const dear = aRotaInstance({
      want: [0, 7, 14, 21].map(day => ({ person: 'sato', unit: `u${day}` })),
      spacing: { weeks: 1, cost: 0 },
    })
    const countOf = ({ assignments }: RotaResult) =>
      assignments.filter(({ person }) => person === 'sato').length
    expect(countOf(search(dear))).toBe(2)
    const result = search({ ...dear, precedence: ['wants'] })
    expect(countOf(result)).toBe(4)
    expect(result).toMatchObject({
      status: 'optimal',
      objective: 100,
      stages: [
        { kind: 'wants', cost: 0, bound: 0 },
        { kind: 'rest', cost: 100 },
      ],
    })
    expect(result.bound).toBeLessThanOrEqual(result.objective)
  })

  it('is said not to be proven when there was no time, the bound of each stage below its cost', () => {
    let asked = 0
    const instance = { ...plantedInstance('A', 1), precedence: ['avoids', 'spacing'] satisfies CostKind[] }
    const result = search(instance, { cancelled: () => asked++ > 40 })
    expect(result).toMatchObject({ status: 'feasible', stopped: 'cancelled', reproducible: false })
    expect(oracleBroken(instance, result.assignments)).toEqual([])
    for (const { cost, bound } of result.stages ?? []) expect(bound).toBeLessThanOrEqual(cost)
  })
})
