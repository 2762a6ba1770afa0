import { type CostBreakdown, exact } from './cost.ts'
import { COST_KINDS, type CostKind } from './cost-kind.ts'
import type { RotaInstance } from './instance.ts'

/**
 * Strict precedence of one kind of cost over the next (辞書式順序). With `precedence: ['burden', 'wants']` no saving
 * elsewhere is worth a burden less even than it could be; among the rotas with the least cost of burden those with the
 * least cost of wants count; and among these the weighted sum of all kinds that the list leaves out.
 *
 * Each is a stage. Without precedence there is one stage, the weighted sum of all.
 */
export type Stage = { kind: CostKind | 'rest'; kinds: readonly CostKind[] }

export function stagesOf({ precedence = [] }: RotaInstance): [Stage, ...Stage[]] {
  const rest: Stage = { kind: 'rest', kinds: COST_KINDS.filter(kind => !precedence.includes(kind)) }
  const [first, ...later] = precedence.map((kind): Stage => ({ kind, kinds: [kind] }))
  if (!first) return [rest]
  return rest.kinds.length > 0 ? [first, ...later, rest] : [first, ...later]
}

/** What a rota costs in each stage. */
export const costsByStage = (stages: readonly Stage[], cost: CostBreakdown): number[] =>
  stages.map(({ kinds }) => exact(kinds.reduce((sum, kind) => sum + cost[kind], 0)))

/** Costs closer than this, and than a millionth, count as equal: the solver's own tolerance. */
const TOLERANCE = 1e-6

/** The most that a cost may be to count as no more than `cost`. */
const upTo = (cost: number): number => cost + TOLERANCE * Math.max(1, Math.abs(cost))

/** True when no rota can be cheaper by more than rounding. */
export const isProven = (cost: number, bound: number): boolean => cost <= upTo(bound)

/** True when the costs of one rota come before those of another: less in the first stage where they differ. */
export function precedes(costs: readonly number[], others: readonly number[]): boolean {
  const differing = costs.findIndex((cost, stage) => {
    const other = others[stage] ?? Number.POSITIVE_INFINITY
    return cost > upTo(other) || other > upTo(cost)
  })
  return differing >= 0 && (costs[differing] ?? 0) < (others[differing] ?? Number.POSITIVE_INFINITY)
}

/** The instance in which only the kinds of one stage cost anything: its cost is what that stage costs. */
export const inStage = (instance: RotaInstance, { kinds }: Stage): RotaInstance =>
  weighted(instance, kind => (kinds.includes(kind) ? 1 : 0))

/** How many times dearer each stage is than the next at most, where all of them have to be seen in one sum. */
const STEP = 100
/** How many times dearer the first stage is than the last at most, so that annealing has time for each. */
const MOST = 1e6

/** How many times dearer the first stage is than the last in `inOneSum`. */
export const spanOf = (instance: RotaInstance): number =>
  Math.min(MOST, STEP ** (stagesOf(instance).length - 1))

/** The instance with its stages in one sum, each much dearer than the next, for engines that know but one cost. */
export function inOneSum(instance: RotaInstance): RotaInstance {
  const stages = stagesOf(instance)
  const stageOf = (kind: CostKind): number => stages.findIndex(({ kinds }) => kinds.includes(kind))
  const step = spanOf(instance) ** (1 / Math.max(1, stages.length - 1))
  return weighted(instance, kind => step ** (stages.length - 1 - stageOf(kind)))
}

/** The instance with each kind of cost so many times as dear. */
function weighted(instance: RotaInstance, times: (kind: CostKind) => number): RotaInstance {
  const { weights, spacing } = instance
  return {
    ...instance,
    spacing: { ...spacing, cost: spacing.cost * times('spacing') },
    avoid: instance.avoid.map(one => ({ ...one, cost: one.cost * times('avoids') })),
    weights: {
      ...weights,
      count: weights.count * times('counts'),
      burden: weights.burden * times('burden'),
      want: weights.want * times('wants'),
      change: weights.change * times('changes'),
    },
  }
}
