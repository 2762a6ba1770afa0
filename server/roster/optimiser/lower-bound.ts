import { countCost, exact } from './cost.ts'
import type { RotaInstance } from './instance.ts'
import { inStage, stagesOf } from './precedence.ts'
import { OPEN, type Problem, problemOf } from './problem.ts'

/** What no lawful complete rota can go below: in the weighted total, and in the cost of each stage of the precedence. */
export type Bounds = { total: number; stages: readonly number[] }

/** Bounds that cost nothing to compute; that of a stage holds whatever the earlier stages cost. */
export function lowerBounds(instance: RotaInstance): Bounds {
  const boundOf = (some: RotaInstance): number => lowerBound(problemOf(some, 'soft'))
  const total = boundOf(instance)
  const stages = stagesOf(instance)
  return {
    total,
    stages: stages.length === 1 ? [total] : stages.map(stage => boundOf(inStage(instance, stage))),
  }
}

/**
 * A cost that no lawful complete rota can go below. Every part of the cost is ≥ 0 (see `costOf`), so 0 is
 * a bound; two parts have a better one that costs nothing to compute, and the bound of a sum is at least the sum
 * of the bounds.
 *
 * Counts: they sum to the number of slots within the minima and maxima, and their cost is convex in each.
 * Handing out the duties above the minima one by one where the next costs least is then optimal.
 * Wishes and changes: they cost what a rota without anybody costs, plus a term for each slot that depends on its
 * holder alone; no slot's term is below that of its cheapest candidate.
 */
const lowerBound = (problem: Problem): number => exact(countBound(problem) + wishBound(problem))

function countBound({ people, slots, min, max, fairCount, weights }: Problem): number {
  const cost = (person: number, count: number): number =>
    countCost(weights.count, fairCount[person] ?? 0, count)
  const count = min.slice()
  const next = Float64Array.from(min, (least, person) => cost(person, least + 1) - cost(person, least))
  let left = slots - min.reduce((sum, least) => sum + least, 0)
  for (; left > 0; left--) {
    let taker = OPEN
    for (let person = 0; person < people; person++) {
      const full = (count[person] ?? 0) >= (max[person] ?? 0)
      if (!full && (taker === OPEN || (next[person] ?? 0) < (next[taker] ?? 0))) taker = person
    }
    if (taker === OPEN) return 0
    const held = (count[taker] ?? 0) + 1
    count[taker] = held
    next[taker] = cost(taker, held + 1) - cost(taker, held)
  }
  return left < 0 ? 0 : count.reduce((sum, held, person) => sum + cost(person, held), 0)
}

function wishBound({
  slots,
  units,
  unitOf,
  candidates,
  wishCost,
  published,
  weights,
  unmetCost,
}: Problem): number {
  let bound = unmetCost
  for (let slot = 0; slot < slots; slot++) {
    const terms = Array.from(candidates[slot] ?? [], person => {
      const unchanged = published[slot] === person ? weights.change : 0
      return (wishCost[person * units + (unitOf[slot] ?? 0)] ?? 0) - unchanged
    })
    bound += terms.length > 0 ? Math.min(...terms) : 0
  }
  return Math.max(0, bound)
}
