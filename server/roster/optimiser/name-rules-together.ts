import { annealRota, isLacking } from './anneal-rota.ts'
import type { RotaInstance } from './instance.ts'
import { problemOf } from './problem.ts'
import { type Conflict, RULES_TOGETHER, type RuleTogether } from './result.ts'

/** Moves for each choice, and at most: some tenths of a second for a small association. */
const MOVES = { perChoice: 300, most: 100_000 }

type Limits = { seed: number; stopped: () => boolean }

/**
 * For an instance proven to have no rota: the rules each of which is needed for that, because without it alone there is
 * a rota, which annealing has found; and the longest gap of which it has found one. What it does not find it does not
 * name.
 */
export function rulesTogether(instance: RotaInstance, limits: Limits): Conflict[] {
  const rules = RULES_TOGETHER.filter(rule => hasRota(without(instance, rule), limits))
  if (rules.length === 0) return []
  const gap = rules.includes('gap')
    ? { days: instance.minGapDays, possible: longestGap(instance, limits) }
    : null
  return [{ kind: 'together', rules, gap }]
}

/** Between no gap, of which there is a rota, and the one there is. */
function longestGap(instance: RotaInstance, limits: Limits): number {
  let [possible, impossible] = [0, instance.minGapDays]
  while (impossible - possible > 1) {
    const minGapDays = Math.floor((possible + impossible) / 2)
    if (hasRota({ ...instance, minGapDays }, limits)) possible = minGapDays
    else impossible = minGapDays
  }
  return possible
}

function hasRota(instance: RotaInstance, { seed, stopped }: Limits): boolean {
  if (stopped()) return false
  const problem = problemOf(instance, 'hard')
  const choices = problem.free.reduce((sum, slot) => sum + (problem.candidates[slot]?.length ?? 0), 0)
  const iterations = Math.min(MOVES.most, choices * MOVES.perChoice)
  return !isLacking(annealRota(problem, { seed, iterations }))
}

function without(instance: RotaInstance, rule: RuleTogether): RotaInstance {
  const { units, people, posts } = instance
  switch (rule) {
    case 'gap':
      return { ...instance, minGapDays: 0 }
    case 'unavailable':
      return { ...instance, unavailable: instance.unavailable.filter(({ outside }) => outside) }
    case 'groups':
      return {
        ...instance,
        units: units.map(unit => ({ ...unit, group: null })),
        people: people.map(person => ({ ...person, notGroups: [] })),
      }
    case 'minima':
      return { ...instance, people: people.map(person => ({ ...person, min: 0 })) }
    case 'maxima':
      return { ...instance, people: people.map(person => ({ ...person, max: units.length * posts.length })) }
  }
}
