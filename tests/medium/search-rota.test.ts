import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Violation, violationsOf } from '../../server/roster/optimiser/hard-rules.ts'
import { loadHighs } from '../../server/roster/optimiser/highs/load-highs.ts'
import type { RotaInstance } from '../../server/roster/optimiser/instance.ts'
import { makeRota } from '../../server/roster/optimiser/make-rota.ts'
import type { RotaResult } from '../../server/roster/optimiser/result.ts'
import { type RotaSearch, searchRota } from '../../server/roster/optimiser/search-rota.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../builders/rota-instance.ts'
import { everyLawfulRota } from '../rules/roster/every-rota.ts'
import { oracleBroken, oracleCost } from '../rules/roster/oracle.ts'
import { plantedInstances, randomInstances, tinyInstances } from '../rules/roster/random-instances.ts'

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

/** Hundreds of proofs take a while where the machine is busy. */
const PATIENCE = 300_000

describe('the search for a rota', () => {
  it('ends with the cheapest of all rotas, or with the proof that there is none, on 500 tiny instances', {
    timeout: PATIENCE,
  }, () => {
    let infeasible = 0
    fc.assert(
      fc.property(tinyInstances, instance => {
        const result = search(instance)
        const lawful = everyLawfulRota(instance)
        expect(result.stopped).toBe('proof')
        expect(result.reproducible).toBe(true)
        if (lawful.length === 0) {
          infeasible++
          expect(result.status).toBe('infeasible')
          return
        }
        const cheapest = Math.min(...lawful.map(rota => oracleCost(instance, rota)))
        expect(result.status).toBe('optimal')
        expect(oracleBroken(instance, result.assignments)).toEqual([])
        expect(result.objective).toBeCloseTo(cheapest, 6)
        expect(result.bound).toBeCloseTo(cheapest, 4)
        expect(result.bound).toBeLessThanOrEqual(cheapest + 1e-6)
      }),
      { numRuns: 500, seed: 1 },
    )
    expect(infeasible).toBeGreaterThan(50)
    expect(infeasible).toBeLessThan(450)
  })

  it('finds the rota that is there, costs what it says, and is never dearer than annealing alone', {
    timeout: PATIENCE,
  }, () => {
    fc.assert(
      fc.property(plantedInstances, fc.nat(100), ({ instance, planted }, seed) => {
        const result = search(instance, { seed })
        expect(result.status).toBe('optimal')
        expect(oracleBroken(instance, result.assignments)).toEqual([])
        expect(result.objective).toBeCloseTo(oracleCost(instance, result.assignments), 6)
        expect(result.objective).toBeLessThanOrEqual(oracleCost(instance, planted) + 1e-6)
        const annealed = makeRota(instance, { seed, iterations: 500, clock: () => 0 })
        expect(result.objective).toBeLessThanOrEqual(annealed.objective + 1e-6)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('gives the same result for the same instance and seed', { timeout: PATIENCE }, () => {
    fc.assert(
      fc.property(randomInstances, fc.nat(100), (instance, seed) => {
        expect(search(instance, { seed })).toEqual(search(instance, { seed }))
      }),
      { numRuns: 30, seed: 1 },
    )
  })

  it('keeps the best so far when it is cancelled, and says so', () => {
    let asked = 0
    const result = search(someYear, { cancelled: () => asked++ > 0 })
    expect(result).toMatchObject({ status: 'feasible', stopped: 'cancelled', reproducible: false })
    expect(oracleBroken(someYear, result.assignments)).toEqual([])
  })

  it('says when the clock has ended it', () => {
    let now = 0
    const result = search(someYear, { seconds: 1, clock: () => (now += 400) })
    expect(result).toMatchObject({ stopped: 'time', reproducible: false })
  })

  it('reports better and better rotas, each with its bound', () => {
    let now = 0
    const reports: RotaResult[] = []
    search(someYear, { seconds: 1e9, clock: () => (now += 1_000), report: result => reports.push(result) })
    expect(reports.length).toBeGreaterThan(1)
    const costs = reports.map(({ objective }) => objective)
    expect(costs).toEqual(costs.toSorted((a, b) => b - a))
    for (const { objective, bound } of reports) expect(bound).toBeLessThanOrEqual(objective + 1e-6)
  })
})

/** What each broken rule has to be named as. */
function givenUp(broken: Violation): object[] {
  switch (broken.kind) {
    case 'unavailable':
      return [{ kind: 'ask', person: broken.person, unit: broken.unit }]
    case 'unfilled':
      return [{ ...broken, kind: 'leaveOpen' }]
    case 'withinGap':
      return [{ ...broken, kind: 'shortGap' }]
    case 'barredGroup':
      return [{ kind: 'groupAgain', person: broken.person, unit: broken.unit, group: expect.any(String) }]
    case 'groupTwice':
      return broken.units
        .slice(1)
        .map(unit => ({ kind: 'groupAgain', person: broken.person, unit, group: broken.group }))
    default:
      return [broken]
  }
}

const away = (person: string, ...units: string[]) => units.map(unit => ({ person, unit }))

describe('a search that finds no rota', () => {
  it('names the price of a way out, and that rota keeps every other rule, on any tiny instance', {
    timeout: PATIENCE,
  }, () => {
    fc.assert(
      fc.property(tinyInstances, instance => {
        const result = search(instance)
        if (result.status !== 'infeasible') return
        const prices = result.remedies?.map(({ price }) => price) ?? []
        expect(prices[0]).toBeGreaterThan(0)
        expect(prices).toEqual(prices.toSorted((a, b) => a - b))
        const named = result.remedies?.map(({ relaxations }) => JSON.stringify(relaxations)) ?? []
        expect(new Set(named).size).toBe(named.length)
        for (const { relaxations, assignments } of result.remedies ?? []) {
          const broken = violationsOf(instance, assignments)
          expect(relaxations).not.toEqual([])
          expect(broken.filter(({ kind }) => kind !== 'pinBroken').flatMap(givenUp)).toEqual(relaxations)
          for (const pin of broken.filter(({ kind }) => kind === 'pinBroken')) {
            const { unit, post } = pin as { unit: string; post: string }
            expect(relaxations).toContainEqual({ kind: 'leaveOpen', unit, post })
          }
        }
      }),
      { numRuns: 100, seed: 2 },
    )
  })

  it('offers a rota with each way out that is about as fair as any, not the first that came', () => {
    const instance = { ...someYear, people: someYear.people.map(person => ({ ...person, max: 5 })) }
    const [remedy] = search(instance).remedies ?? []
    expect(remedy?.relaxations.map(({ kind }) => kind)).toEqual(Array(5).fill('aboveMax'))
    const relaxed = { ...instance, people: instance.people.map(person => ({ ...person, max: 6 })) }
    expect(oracleBroken(relaxed, remedy?.assignments ?? [])).toEqual([])
    const best = search(relaxed)
    expect(best.status).toBe('optimal')
    expect(oracleCost(relaxed, remedy?.assignments ?? [])).toBeLessThan(best.objective * 1.3)
  })

  it('offers to ask whoever is away, each of them in turn', () => {
    const instance = aRotaInstance({ unavailable: [...away('sato', 'u7'), ...away('suzuki', 'u7')] })
    expect(search(instance).remedies?.slice(0, 2)).toMatchObject([
      { price: 20, relaxations: [{ kind: 'ask', person: expect.any(String), unit: 'u7' }] },
      { price: 20, relaxations: [{ kind: 'ask', person: expect.any(String), unit: 'u7' }] },
    ])
  })

  it('rather shortens a gap than asks, and rather asks than leaves a post open', () => {
    const alone = aRotaInstance({ people: [aRotaPerson('sato')], units: [aRotaUnit(0), aRotaUnit(1)] })
    expect(search(alone).remedies?.[0]).toMatchObject({
      price: 10,
      relaxations: [{ kind: 'shortGap', person: 'sato', unit: 'u1', otherUnit: 'u0', daysApart: 1 }],
    })
    const atOnce = { ...alone, units: [aRotaUnit(0), aRotaUnit(0, { id: 'u0 again' })] }
    expect(search(atOnce).remedies?.[0]).toMatchObject({ price: 100, relaxations: [{ kind: 'leaveOpen' }] })
  })

  it('spreads what is beyond the maxima over as many as there are, plain capacity being said first', () => {
    const people = ['sato', 'suzuki', 'tanaka'].map(id => aRotaPerson(id, { max: 1 }))
    const result = search(aRotaInstance({ people, units: [0, 7, 14, 21, 28, 35].map(day => aRotaUnit(day)) }))
    expect(result.conflicts[0]).toEqual({ kind: 'capacity', block: null, duties: 6, maxima: 3 })
    expect(result.remedies?.[0]).toMatchObject({
      price: 24,
      relaxations: people.map(({ id }) => ({ kind: 'aboveMax', person: id, count: 2, max: 1 })),
    })
  })

  it('lets somebody have the year-end again', () => {
    const units = [aRotaUnit(274, { group: 'yearEnd' })]
    const people = [aRotaPerson('sato', { notGroups: ['yearEnd'] })]
    expect(search(aRotaInstance({ units, people })).remedies?.[0]).toMatchObject({
      price: 12,
      relaxations: [{ kind: 'groupAgain', person: 'sato', unit: 'u274', group: 'yearEnd' }],
    })
  })

  it('asks nobody outside their membership', () => {
    const outside = away('sato', 'u7').map(pair => ({ ...pair, outside: true as const }))
    const another = aRotaInstance({ unavailable: [...outside, ...away('suzuki', 'u7')] })
    expect(search(another).remedies?.[0]?.relaxations).toEqual([
      { kind: 'ask', person: 'suzuki', unit: 'u7' },
    ])
    const nobody = aRotaInstance({ people: [aRotaPerson('sato')], unavailable: outside })
    expect(search(nobody).remedies?.map(({ relaxations }) => relaxations.map(({ kind }) => kind))).toEqual([
      ['leaveOpen'],
    ])
  })

  it('asks nobody outside their membership, on any tiny instance', { timeout: PATIENCE }, () => {
    fc.assert(
      fc.property(tinyInstances, drawn => {
        const unavailable = drawn.unavailable.map((pair, index) =>
          index % 2 === 0 ? { ...pair, outside: true as const } : pair,
        )
        const asked = (search({ ...drawn, unavailable }).remedies ?? []).flatMap(({ relaxations }) =>
          relaxations.filter(({ kind }) => kind === 'ask'),
        )
        for (const { person, unit, outside } of unavailable)
          if (outside) expect(asked).not.toContainEqual({ kind: 'ask', person, unit })
      }),
      { numRuns: 100, seed: 3 },
    )
  })

  it('asks nobody for a post that they may not take', () => {
    const instance = aRotaInstance({
      posts: ['primary', 'backup'],
      postShare: [1, 0.5],
      units: [aRotaUnit(0)],
      people: [aRotaPerson('sato'), aRotaPerson('suzuki'), aRotaPerson('tanaka', { posts: ['backup'] })],
      unavailable: [...away('sato', 'u0'), ...away('suzuki', 'u0')],
    })
    for (const { relaxations } of search(instance).remedies ?? []) {
      expect(relaxations).not.toContainEqual(expect.objectContaining({ person: 'tanaka' }))
    }
    expect(search(instance).remedies?.[0]?.relaxations).toEqual([
      { kind: 'ask', person: expect.any(String), unit: 'u0' },
    ])
  })

  it('names a minimum that somebody who may take nothing cannot reach', () => {
    const people = [aRotaPerson('sato'), aRotaPerson('suzuki', { blocks: [], min: 1 })]
    expect(search(aRotaInstance({ people })).remedies?.[0]).toMatchObject({
      price: 8,
      relaxations: [{ kind: 'belowMin', person: 'suzuki', count: 0, min: 1 }],
    })
  })

  it('leaves open what is pinned against the hours of another pin', () => {
    const units = [aRotaUnit(0), aRotaUnit(0, { id: 'u0 again' })]
    const pins = [...assigned('u0 sato'), { unit: 'u0 again', post: 'locum', person: 'sato' }]
    const { status, stopped, remedies } = search(aRotaInstance({ units, pins }))
    expect({ status, stopped }).toEqual({ status: 'infeasible', stopped: 'proof' })
    expect(remedies?.[0]).toMatchObject({ price: 100, relaxations: [{ kind: 'leaveOpen' }] })
  })
})

/** Twelve weeks for five people with wishes in each other's way. */
const someYear = aRotaInstance({
  minGapDays: 10,
  units: Array.from({ length: 30 }, (_, week) => aRotaUnit(week * 7, { burden: week % 4 === 0 ? 6 : 4 })),
  people: ['a', 'b', 'c', 'd', 'e'].map((id, index) =>
    aRotaPerson(id, { opening: index * 3 - 6, min: 3, max: 8 }),
  ),
  unavailable: Array.from({ length: 25 }, (_, one) => ({
    person: 'abcde'[one % 5] ?? '',
    unit: `u${((one * 11) % 30) * 7}`,
  })),
  want: Array.from({ length: 8 }, (_, one) => ({
    person: 'abcde'[(one * 2) % 5] ?? '',
    unit: `u${((one * 3 + 1) % 30) * 7}`,
  })),
})
