import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf } from '../../../server/roster/optimiser/cost.ts'
import { COST_KINDS } from '../../../server/roster/optimiser/cost-kind.ts'
import { makeRota } from '../../../server/roster/optimiser/make-rota.ts'
import {
  costsByStage,
  inOneSum,
  inStage,
  precedes,
  spanOf,
  stagesOf,
} from '../../../server/roster/optimiser/precedence.ts'
import { aRotaInstance } from '../../builders/rota-instance.ts'
import { withAnyAssignments } from './random-instances.ts'

const precedences = fc.shuffledSubarray([...COST_KINDS])

describe('the stages of a precedence', () => {
  it.each([
    ['without one, all kinds in one sum', undefined, ['rest']],
    ['an empty one, the same', [], ['rest']],
    ['those listed, then the others together', ['wants', 'burden'], ['wants', 'burden', 'rest']],
    ['all of them, when all are listed', [...COST_KINDS], [...COST_KINDS]],
  ] as const)('are, %s', (_title, precedence, kinds) => {
    const instance = aRotaInstance(precedence ? { precedence: [...precedence] } : {})
    expect(stagesOf(instance).map(({ kind }) => kind)).toEqual(kinds)
    expect(
      stagesOf(instance)
        .flatMap(stage => stage.kinds)
        .sort(),
    ).toEqual([...COST_KINDS].sort())
  })

  it('cost together what the rota costs, and each what the instance costs in that stage', () => {
    fc.assert(
      fc.property(withAnyAssignments, precedences, ({ instance: drawn, assignments }, precedence) => {
        const instance = { ...drawn, precedence }
        const cost = costOf(instance, assignments)
        const byStage = costsByStage(stagesOf(instance), cost)
        expect(byStage.reduce((sum, one) => sum + one, 0)).toBeCloseTo(cost.total, 6)
        stagesOf(instance).forEach((stage, index) => {
          expect(costOf(inStage(instance, stage), assignments).total).toBeCloseTo(byStage[index] ?? 0, 6)
        })
        const inSum = costOf(inOneSum(instance), assignments).total
        const last = byStage.length - 1
        const step = spanOf(instance) ** (1 / Math.max(1, last))
        expect(inSum).toBeCloseTo(
          byStage.reduce((sum, one, stage) => sum + one * step ** (last - stage), 0),
          3,
        )
      }),
    )
  })
})

describe('costs by stage', () => {
  it.each([
    ['less in the first stage', [1, 9], [2, 0], true],
    ['more in the first stage', [2, 0], [1, 9], false],
    ['the same, then less', [1, 2], [1, 3], true],
    ['the same but for rounding, then less', [1 + 1e-9, 2], [1, 3], true],
    ['the same throughout', [1, 2], [1, 2], false],
    ['anything, before nothing known', [1, 2], [Infinity, Infinity], true],
  ])('%s', (_title, costs, others, before) => {
    expect(precedes(costs, others)).toBe(before)
  })
})

describe('a rota made at once by precedence', () => {
  it('says what each stage costs, and is closer to it than by weights alone', () => {
    const instance = aRotaInstance({
      spacing: { weeks: 1, cost: 0 },
      want: [0, 7, 14, 21].map(day => ({ person: 'sato', unit: `u${day}` })),
      precedence: ['wants'],
    })
    const result = makeRota(instance, { seed: 1, iterations: 2_000, clock: () => 0 })
    expect(result.stages).toEqual([
      { kind: 'wants', cost: 0, bound: 0 },
      { kind: 'rest', cost: 100, bound: 0 },
    ])
    expect(result).toMatchObject({ status: 'feasible', objective: 100, reproducible: true })
    const { precedence: _, ...plain } = instance
    expect(makeRota(plain, { seed: 1, iterations: 2_000, clock: () => 0 })).not.toHaveProperty('stages')
  })
})
