import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadHighs } from '../../server/roster/optimiser/highs/load-highs.ts'
import type { RotaInstance } from '../../server/roster/optimiser/instance.ts'
import { Optimiser } from '../../server/roster/optimiser/optimiser.ts'
import type { RotaResult } from '../../server/roster/optimiser/result.ts'
import { type RotaSearch, searchRota } from '../../server/roster/optimiser/search-rota.ts'
import { costByTheDocument } from '../rules/roster/checker.ts'
import { doubtsAbout } from '../rules/roster/doubts-about.ts'
import { cheapestByTrying } from '../rules/roster/try-every-rota.ts'
import {
  wildBegun,
  wildInstances,
  wildPlanted,
  wildTiny,
  wildTinyBegun,
} from '../rules/roster/wild-instances.ts'

/** Of each of six kinds: 30 instances at the desk, 90 in the full set, FUZZ_RUNS=2000 for a long run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? (process.env.TEST_REQUIRE === 'all' ? 90 : 30))
// A broken engine may search for minutes: the first instance it fails on is shown as it is, not made smaller.
const runs = { numRuns, seed: 1, endOnFailure: true }
const fewer = { numRuns: Math.ceil(numRuns / 8), seed: 2, endOnFailure: true }

/** Most take a twentieth of a second; a busy machine takes its time. */
const timeout = 30_000 + numRuns * 1_000

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

describe('the search for a rota, checked by another', { timeout }, () => {
  it('ends with a proof that is what it says, on any instance', () => {
    fc.assert(
      fc.property(wildInstances, instance => {
        const result = search(instance)
        expect(doubtsAbout(instance, result)).toEqual([])
        expect(result.stopped).toBe('proof')
      }),
      runs,
    )
  })

  it('leaves a year that has begun as it began, in the rota and in every way out, and proves the rest', () => {
    fc.assert(
      fc.property(wildBegun, instance => {
        const result = search(instance)
        expect(doubtsAbout(instance, result)).toEqual([])
        expect(result.stopped).toBe('proof')
        for (const { assignments } of [result, ...(result.remedies ?? [])])
          expect(assignments).toEqual(expect.arrayContaining(instance.given ?? []))
        for (const { price, relaxations } of result.remedies ?? []) {
          expect(price).toBeGreaterThan(0)
          expect(relaxations).not.toEqual([])
        }
      }),
      runs,
    )
  })

  it('proves the optimum where a lawful rota is known, and none dearer than that', () => {
    fc.assert(
      fc.property(wildPlanted, ({ instance, planted }) => {
        const result = search(instance)
        expect(doubtsAbout(instance, result)).toEqual([])
        expect(result).toMatchObject({ status: 'optimal', stopped: 'proof' })
        expect(result.objective).toBeLessThanOrEqual(costByTheDocument(instance, planted) + 1e-6)
      }),
      runs,
    )
  })

  it.each([
    ['', wildTiny],
    [', begun or not', wildTinyBegun],
  ])('finds what trying every rota finds: the cheapest, or that there is none%s', (_title, tiny) => {
    let without = 0
    fc.assert(
      fc.property(tiny, instance => {
        const result = search(instance)
        const cheapest = cheapestByTrying(instance)
        expect(doubtsAbout(instance, result)).toEqual([])
        expect(result.stopped).toBe('proof')
        expect(result.status).toBe(cheapest === null ? 'infeasible' : 'optimal')
        if (cheapest === null) without++
        else expect(result.objective).toBeCloseTo(cheapest, 5)
      }),
      runs,
    )
    expect(without).toBeGreaterThan(numRuns / 6)
    expect(without).toBeLessThan((numRuns * 4) / 5)
  })

  it('is what it says wherever the clock or the caller ends it, and in every report on the way', () => {
    const anEnd = fc.record({ afterAsking: fc.nat(60), tick: fc.constantFrom(0, 50, 1_000) })
    fc.assert(
      fc.property(
        fc.oneof(
          wildInstances,
          wildPlanted.map(({ instance }) => instance),
        ),
        anEnd,
        (instance, end) => {
          const reports: RotaResult[] = []
          let [now, asked] = [0, 0]
          const result = search(instance, {
            seconds: 2,
            clock: () => (now += end.tick),
            cancelled: () => asked++ >= end.afterAsking,
            report: report => reports.push(report),
          })
          for (const one of [...reports, result]) expect(doubtsAbout(instance, one)).toEqual([])
        },
      ),
      runs,
    )
  })

  it('gives the same result again', () => {
    fc.assert(
      fc.property(wildInstances, wildPlanted, fc.nat(100), (any, { instance }, seed) => {
        expect(search(any, { seed })).toEqual(search(any, { seed }))
        expect(search(instance, { seed })).toEqual(search(instance, { seed }))
      }),
      fewer,
    )
  })
})

describe('the optimiser on its thread, checked by another', { timeout }, () => {
  const optimiser = new Optimiser()
  beforeAll(() => optimiser.warm())
  afterAll(() => optimiser.close())

  it('answers what the search would, by its own clock', async () => {
    await fc.assert(
      fc.asyncProperty(wildInstances, wildPlanted, async (any, { instance: planted }) => {
        for (const instance of [any, planted]) {
          const result = await optimiser.optimise(instance, { seconds: 20, seed: 1 })
          expect(doubtsAbout(instance, result)).toEqual([])
          expect({ ...result, seconds: 0 }).toEqual(search(instance))
        }
      }),
      fewer,
    )
  })
})
