import { describe, expect, it } from 'vitest'
import { annealRota } from '../../../server/roster/optimiser/anneal-rota.ts'
import { cheapestRemedies } from '../../../server/roster/optimiser/highs/cheapest-remedies.ts'
import { loadHighs } from '../../../server/roster/optimiser/highs/load-highs.ts'
import type { RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { problemOf } from '../../../server/roster/optimiser/problem.ts'
import { PRICES, priceOf } from '../../../server/roster/optimiser/remedy.ts'
import type { RotaResult } from '../../../server/roster/optimiser/result.ts'
import { searchRota } from '../../../server/roster/optimiser/search-rota.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit } from '../../builders/rota-instance.ts'

const highs = await loadHighs()

const search = (instance: RotaInstance, bound = Number.NEGATIVE_INFINITY): RotaResult =>
  searchRota(instance, {
    highs,
    seconds: 20,
    seed: 1,
    clock: () => 0,
    cancelled: () => false,
    otherBound: () => bound,
    report: () => undefined,
    wantsBound: () => undefined,
  })

const weekly = (count: number) => Array.from({ length: count }, (_, week) => aRotaUnit(week * 7))
const people = (count: number) => Array.from({ length: count }, (_, one) => aRotaPerson(`p${one}`))

describe('rules that leave no rota', () => {
  it('are named: the gap, with the longest that would do', () => {
    const { conflicts } = search(aRotaInstance({ units: weekly(12), people: people(4), minGapDays: 30 }))
    expect(conflicts[0]).toEqual({ kind: 'together', rules: ['gap'], gap: { days: 30, possible: 28 } })
    expect(conflicts.slice(1).map(({ kind }) => kind)).toContain('unfilled')
  })

  it('are named together: any of them is enough to give up', () => {
    const instance = aRotaInstance({
      units: weekly(4),
      people: people(2),
      minGapDays: 8,
      unavailable: [
        { person: 'p0', unit: 'u0' },
        { person: 'p0', unit: 'u7' },
      ],
    })
    expect(search(instance).conflicts[0]).toEqual({
      kind: 'together',
      rules: ['gap', 'unavailable'],
      gap: { days: 8, possible: 7 },
    })
  })

  it('are not the days of which somebody is no member', () => {
    const outside = true as const
    const instance = aRotaInstance({
      units: weekly(4),
      people: people(2),
      minGapDays: 8,
      unavailable: [
        { person: 'p0', unit: 'u0', outside },
        { person: 'p0', unit: 'u7', outside },
      ],
    })
    expect(search(instance).conflicts[0]).toMatchObject({ kind: 'together', rules: ['gap'] })
  })

  it('are left to plain counting where that shows why', () => {
    const instance = aRotaInstance({ people: [aRotaPerson('sato', { max: 3 })] })
    expect(search(instance).conflicts.map(({ kind }) => kind)).not.toContain('together')
  })
})

describe('a way out', () => {
  it.each([
    ['is no time', 0, false],
    ['is nobody who waits', 20, true],
  ])('is there even where there %s to look for the cheapest, and says so', (_title, seconds, stopped) => {
    const instance = aRotaInstance({ units: weekly(12), people: people(4), minGapDays: 30 })
    const hard = problemOf(instance, 'hard')
    const { holder } = annealRota(hard, { seed: 1, iterations: 10_000 })
    const limits = { seed: 1, seconds, stopped: () => stopped }
    const { remedies, cut } = cheapestRemedies(highs, instance, hard, holder, limits)
    expect(cut).toBe(true)
    expect(remedies.length).toBeGreaterThan(1)
    expect(remedies.map(({ proven }) => proven)).not.toContain(true)
    const kinds = remedies.map(({ relaxations }) => [...new Set(relaxations.map(({ kind }) => kind))])
    expect(kinds).toContainEqual(['shortGap'])
    expect(kinds).toContainEqual(['leaveOpen'])
  })

  it('from a mistyped minimum is that minimum, first and alone, at what is possible', () => {
    const some = people(6)
    const mistyped = some.map(one => (one.id === 'p3' ? { ...one, min: 60, max: 70 } : { ...one, min: 3 }))
    const { remedies = [] } = search(aRotaInstance({ units: weekly(40), people: mistyped, minGapDays: 14 }))
    expect(remedies[0]).toMatchObject({
      price: PRICES.wrongMinimum + 40,
      relaxations: [{ kind: 'belowMin', person: 'p3', count: 20, min: 60 }],
    })
    for (const { relaxations } of remedies) expect(relaxations.length).toBeLessThanOrEqual(10)
  })

  it.each([
    ['one below', 4, 5, 8],
    ['five below: still dearer one by one', 0, 5, 200],
    ['six below: the minimum is a mistake', 0, 6, 206],
    ['far below', 19, 60, 241],
  ])('is worth %s', (_title, count, min, price) => {
    expect(priceOf([{ kind: 'belowMin', person: 'sato', count, min }])).toBe(price)
  })
})

describe('a search that ends early by a proof', () => {
  /** Wide and free of wishes: annealing reaches the bound at its first look, long before its moves are over. */
  const easy = aRotaInstance({
    units: weekly(40),
    people: people(10),
    minGapDays: 7,
    spacing: { weeks: 1, cost: 0 },
  })

  it('is reproducible, and the clock has no say in its rota', () => {
    const result = search(easy)
    expect(result).toMatchObject({ status: 'optimal', stopped: 'proof', reproducible: true })
    expect(search(easy, result.objective).assignments).toEqual(result.assignments)
  })
})
