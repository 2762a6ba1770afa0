import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { burdenCost } from '../../../server/roster/optimiser/cost.ts'
import { breakpointsOf } from '../../../server/roster/optimiser/highs/burden-breakpoints.ts'
import { conflictCliques } from '../../../server/roster/optimiser/highs/conflict-cliques.ts'
import { NEVER_BOTH, problemOf } from '../../../server/roster/optimiser/problem.ts'
import { aRotaInstance, aRotaUnit } from '../../builders/rota-instance.ts'
import { randomInstances } from './random-instances.ts'

describe('conflict cliques', () => {
  const cliquesOf = (changes: Parameters<typeof aRotaInstance>[0]) =>
    conflictCliques(problemOf(aRotaInstance(changes), 'hard'))

  it('are the maximal windows of the minimum gap', () => {
    const units = [0, 3, 6, 9, 20].map(day => aRotaUnit(day))
    expect(cliquesOf({ units, minGapDays: 7 })).toEqual([
      [0, 1, 2],
      [1, 2, 3],
    ])
  })

  it('are pairs where hours overlap beyond the gap', () => {
    const long = aRotaUnit(0, { end: '2026-04-03T12:00' })
    expect(cliquesOf({ units: [long, aRotaUnit(1), aRotaUnit(2)], minGapDays: 1 })).toEqual([
      [0, 1],
      [0, 2],
    ])
  })

  it('hold together exactly the units nobody may have both of', () => {
    fc.assert(
      fc.property(randomInstances, instance => {
        const problem = problemOf(instance, 'hard')
        const cliques = conflictCliques(problem)
        for (let a = 0; a < problem.units; a++) {
          for (let b = 0; b < a; b++) {
            const together = cliques.some(clique => clique.includes(a) && clique.includes(b))
            expect(together).toBe(problem.relation[a * problem.units + b] === NEVER_BOTH)
          }
        }
      }),
    )
  })
})

describe('the breakpoints of a burden', () => {
  const [least, most, fair, deadBand] = [0, 40, 21, 2]
  const straight = (points: readonly number[], burden: number): number => {
    const after = points.findIndex(point => point >= burden)
    const [low, high] = [points[Math.max(0, after - 1)] ?? 0, points[after] ?? 0]
    const [a, b] = [low, high].map(point => burdenCost(4, deadBand, point - fair)) as [number, number]
    return high === low ? a : a + ((b - a) * (burden - low)) / (high - low)
  }

  it('are every burden there can be when the loads have a common measure', () => {
    expect(breakpointsOf(6, 18, [4, 12], fair, deadBand)).toEqual([6, 10, 14, 18])
  })

  it.each([
    ['whole loads', [4, 6], [0, 4, 6, 10, 24, 40]],
    ['loads without a common measure', [4, 1.4], [0, 1.4, 2.8, 5.4, 21.4, 37]],
  ])('lose nothing of the cost of %s', (_title, loads, burdens) => {
    const points = breakpointsOf(least, most, loads, fair, deadBand)
    expect(points).toEqual(points.toSorted((a, b) => a - b))
    expect([points[0], points.at(-1)]).toEqual([least, most])
    for (const burden of burdens) {
      expect(straight(points, burden)).toBeCloseTo(burdenCost(4, deadBand, burden - fair), 9)
    }
  })

  it('are the one burden of somebody who can take nothing more', () => {
    expect(breakpointsOf(12, 12, [], fair, deadBand)).toEqual([12])
  })
})
