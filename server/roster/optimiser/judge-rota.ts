import { assignmentsOf } from './assignments.ts'
import { costOf } from './cost.ts'
import { type Violation, violationsOf } from './hard-rules.ts'
import { inputHashOf } from './input-hash.ts'
import type { RotaInstance } from './instance.ts'
import { lowerBound } from './lower-bound.ts'
import { conflictsOf } from './name-conflicts.ts'
import type { Problem } from './problem.ts'
import type { RotaResult, Stopped } from './result.ts'

/** What an engine claims to have found: holders by slot, and if it has proved one, a bound. */
export type Found = {
  holder: Int32Array
  bound?: number
  seed: number
  seconds: number
  stopped: Stopped
  /** True when the clock has changed the course of the search. */
  hurried?: boolean
}

/** Costs closer than this, and than a millionth, count as equal: the solver's own tolerance. */
const TOLERANCE = 1e-6

/** True when no rota can be cheaper than `objective` by more than rounding. */
export const isProven = (objective: number, bound: number): boolean =>
  objective - bound <= TOLERANCE * Math.max(1, Math.abs(objective))

/** What a lawful rota may still lack, and pins of open posts; everything else is a rule that no engine may break. */
const LACKS: readonly Violation['kind'][] = ['unfilled', 'belowMin', 'withinGap']

/**
 * The result for what an engine has found, recomputed from the instance: its hard rules by `violationsOf`, its
 * cost by `costOf`. Throws when it breaks a rule or undercuts its own bound, since that is a bug of the engine.
 */
export function judgeRota(instance: RotaInstance, problem: Problem, found: Found): RotaResult {
  const { holder, seed, seconds, stopped } = found
  const assignments = assignmentsOf(instance, holder)
  const violations = violationsOf(instance, assignments)
  const isOpen = (unit: string, post: string): boolean =>
    violations.some(one => one.kind === 'unfilled' && one.unit === unit && one.post === post)
  const broken = violations.find(one =>
    one.kind === 'pinBroken' ? !isOpen(one.unit, one.post) : !LACKS.includes(one.kind),
  )
  if (broken) throw new Error(`the engine broke a rule: ${JSON.stringify(broken)}`)
  const conflicts = conflictsOf(instance, problem, assignments)
  const lacking = conflicts.length > 0
  const objective = costOf(instance, assignments).total
  const proved = lacking ? 0 : Math.max(lowerBound(problem), found.bound ?? 0)
  const optimal = !lacking && isProven(objective, proved)
  if (optimal && proved - objective > 1e-4 * Math.max(1, objective)) {
    throw new Error(`a rota of cost ${objective} is below the bound ${proved}`)
  }
  const ended = optimal ? 'proof' : stopped
  const bound = optimal ? Math.min(proved, objective) : proved
  return {
    status: lacking ? 'infeasible' : optimal ? 'optimal' : 'feasible',
    objective,
    bound,
    gap: (objective - bound) / Math.max(1, Math.abs(bound)),
    seconds,
    stopped: ended,
    reproducible: !found.hurried && (ended === 'proof' || ended === 'plan'),
    seed,
    inputHash: inputHashOf(instance),
    assignments,
    conflicts,
  }
}
