import { assignmentsOf } from './assignments.ts'
import { costOf } from './cost.ts'
import { type Violation, violationsOf } from './hard-rules.ts'
import { inputHashOf } from './input-hash.ts'
import type { RotaInstance } from './instance.ts'
import type { Bounds } from './lower-bound.ts'
import { conflictsOf } from './name-conflicts.ts'
import { costsByStage, isProven, stagesOf } from './precedence.ts'
import type { Problem } from './problem.ts'
import type { RotaResult, StageResult, Stopped } from './result.ts'

/** What an engine claims to have found: holders by slot, and what it has proved. */
export type Found = {
  holder: Int32Array
  bounds: Bounds
  seed: number
  seconds: number
  stopped: Stopped
  /** True when the clock has changed the course of the search. */
  hurried?: boolean
}

/** What a lawful rota may still lack, and pins of open posts; everything else is a rule that no engine may break. */
const LACKS: readonly Violation['kind'][] = ['unfilled', 'belowMin', 'withinGap']

/** How far below its bound rounding may bring a cost, as a part of it. */
const ROUNDING = 1e-4

/**
 * The result for what an engine has found, recomputed from the instance: its hard rules by `violationsOf`, its
 * cost by `costOf`. Throws when it breaks a rule or undercuts its own bound, since that is a bug of the engine.
 */
export function judgeRota(instance: RotaInstance, problem: Problem, found: Found): RotaResult {
  const { holder, bounds, seed, seconds, stopped } = found
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
  const cost = costOf(instance, assignments)
  const stages = judgeStages(instance, costsByStage(stagesOf(instance), cost), lacking ? [] : bounds.stages)
  const optimal = !lacking && stages.every(stage => isProven(stage.cost, stage.bound))
  const ended = optimal ? 'proof' : stopped
  const bound = lacking ? 0 : Math.min(bounds.total, cost.total)
  return {
    status: lacking ? 'infeasible' : optimal ? 'optimal' : 'feasible',
    objective: cost.total,
    bound,
    gap: (cost.total - bound) / Math.max(1, Math.abs(bound)),
    seconds,
    stopped: ended,
    reproducible: !found.hurried && (ended === 'proof' || ended === 'plan'),
    seed,
    inputHash: inputHashOf(instance),
    assignments,
    conflicts,
    ...(instance.precedence?.length ? { stages } : {}),
  }
}

function judgeStages(
  instance: RotaInstance,
  costs: readonly number[],
  bounds: readonly number[],
): StageResult[] {
  return stagesOf(instance).map(({ kind }, stage) => {
    const [cost = 0, bound = 0] = [costs[stage], bounds[stage]]
    if (bound - cost > ROUNDING * Math.max(1, cost)) {
      throw new Error(`a rota that costs ${cost} (${kind}) is below the bound ${bound}`)
    }
    return { kind, cost, bound: Math.min(bound, cost) }
  })
}
