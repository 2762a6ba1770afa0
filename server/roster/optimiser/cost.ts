import { daysBetween } from '../../time/local-day.ts'
import type { CostKind } from './cost-kind.ts'
import type { Assignment, RotaInstance, RotaPerson } from './instance.ts'

/** The cost of a rota by kind; each part and the total are ≥ 0, lower is better. */
export type CostBreakdown = Record<CostKind | 'total', number>

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** A cost to the billionth, so that the order in which fractions were summed does not show. */
export const exact = (cost: number): number => Math.round(cost * 1e9) / 1e9

/** Quarter points of step `k = 0, 1, …` beyond the dead band: each step costs more than the one before. */
export const STEP = 4

/** The number of duties that is a person's share: `share · duties / Σ share`. */
export function fairCountOf(instance: RotaInstance, person: RotaPerson): number {
  const duties = instance.units.length * instance.posts.length
  return (person.share * duties) / sum(instance.people.map(({ share }) => share))
}

/** The whole quarter points a person should hold this year, what was carried over taken off; a half goes up. */
export function fairBurdenOf(instance: RotaInstance, person: RotaPerson): number {
  const toShare =
    sum(instance.units.map(({ burden }) => burden)) * sum(instance.postShare) +
    sum(instance.people.map(({ opening }) => opening))
  const shares = sum(instance.people.map(({ share }) => share))
  return Math.round(exact((person.share * toShare) / shares - person.opening))
}

/**
 * `f(n) − f(round(τ))` with `f(n) = count · (n − τ)²`: nothing at the nearest whole number, never negative.
 * Written as a product so that no large squares cancel.
 */
export function countCost(weight: number, fairCount: number, count: number): number {
  const nearest = Math.round(fairCount)
  return weight * (count - nearest) * (count + nearest - 2 * fairCount)
}

/**
 * The convex cost of `deviation` quarter points: free within the dead band, then in steps of 4 quarter
 * points, the k-th costing `weight · (2k + 1) / 4` for each quarter point. k whole steps cost `weight · k²`.
 */
export function burdenCost(weight: number, deadBand: number, deviation: number): number {
  const beyond = Math.max(0, Math.abs(deviation) - deadBand)
  const steps = Math.floor(beyond / STEP)
  const rest = beyond - steps * STEP
  return weight * (steps * steps + (rest * (2 * steps + 1)) / STEP)
}

/** The week of the year a day falls in, from 0; weeks begin on the weekday of `firstDay`. */
export const weekOf = (instance: RotaInstance, day: string): number =>
  Math.floor(daysBetween(instance.firstDay, day) / 7)

/** How many windows of `spacing.weeks` consecutive weeks lie inside the year; a last part-week is a week. */
export const windowsOf = ({ days, spacing }: RotaInstance): number =>
  Math.max(0, Math.ceil(days / 7) - spacing.weeks + 1)

/**
 * What a rota costs, computed from the instance alone and in no hurry: the yardstick for every engine.
 * Assignments that name something unknown count for nothing; an open post differs from the published one.
 */
export function costOf(instance: RotaInstance, assignments: readonly Assignment[]): CostBreakdown {
  const costOfPerson = personalCostsOf(instance)
  const heldBy = Map.groupBy(assignments, ({ person }) => person)
  const placed = new Set(assignments.map(({ unit, post, person }) => JSON.stringify([unit, post, person])))
  const kept = ({ unit, post, person }: Assignment): boolean =>
    placed.has(JSON.stringify([unit, post, person]))
  const personal = instance.people.map(person => costOfPerson(person, heldBy.get(person.id) ?? []))
  const parts = {
    counts: sum(personal.map(({ counts }) => counts)),
    burden: sum(personal.map(({ burden }) => burden)),
    wants: sum(personal.map(({ wants }) => wants)),
    avoids: sum(personal.map(({ avoids }) => avoids)),
    spacing: sum(personal.map(({ spacing }) => spacing)),
    changes: instance.weights.change * (instance.published ?? []).filter(one => !kept(one)).length,
  }
  return { ...parts, total: exact(sum(Object.values(parts))) }
}

/** The cost of one person's duties, for each person of an instance: every kind but changes. */
export function personalCostsOf(
  instance: RotaInstance,
): (person: RotaPerson, held: readonly Assignment[]) => Record<Exclude<CostKind, 'changes'>, number> {
  const { weights, spacing } = instance
  const units = new Map(instance.units.map(unit => [unit.id, unit]))
  const postShare = new Map(instance.posts.map((post, index) => [post, instance.postShare[index] ?? 0]))
  const wants = Map.groupBy(instance.want, ({ person }) => person)
  const avoids = Map.groupBy(instance.avoid, ({ person }) => person)
  const windows = windowsOf(instance)

  return (person, held) => {
    const duties = held.flatMap(({ unit: id, post }) => {
      const unit = units.get(id)
      const share = postShare.get(post)
      return unit && share !== undefined ? [{ unit, load: unit.burden * share }] : []
    })
    const own = new Set(duties.map(({ unit }) => unit.id))
    const weeks = [...new Set(duties.map(({ unit }) => unit))].map(unit => weekOf(instance, unit.day))
    const crowding = Array.from({ length: windows }, (_, first) => {
      const inside = weeks.filter(week => week >= first && week < first + spacing.weeks).length
      return Math.max(0, inside - 1)
    })
    const deviation = sum(duties.map(({ load }) => load)) - fairBurdenOf(instance, person)
    return {
      counts: countCost(weights.count, fairCountOf(instance, person), duties.length),
      burden: burdenCost(weights.burden, weights.deadBand, deviation),
      wants: weights.want * (wants.get(person.id) ?? []).filter(({ unit }) => !own.has(unit)).length,
      avoids: sum((avoids.get(person.id) ?? []).map(({ unit, cost }) => (own.has(unit) ? cost : 0))),
      spacing: spacing.cost * sum(crowding),
    }
  }
}
