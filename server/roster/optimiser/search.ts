import type { Clock } from '../../time/clock.ts'
import { assignmentsOf } from './assignments.ts'
import { costOf } from './cost.ts'
import type { RotaInstance } from './instance.ts'
import { judgeRota } from './judge-rota.ts'
import { type Bounds, lowerBounds } from './lower-bound.ts'
import { costsByStage, inOneSum, inStage, isProven, precedes, type Stage, stagesOf } from './precedence.ts'
import { type Problem, problemOf } from './problem.ts'
import type { RotaResult, Stopped } from './result.ts'

/** Time between two reports, in ms. */
const REPORT_EVERY = 500

export type SearchOptions = {
  seconds: number
  seed: number
  clock: Clock
  /** Asked often; true ends the search with the best so far. */
  cancelled: () => boolean
  /** The best known bound of somebody who looks for bounds at the same time, −∞ for none. */
  otherBound: () => number
  /** Receives the best so far, at most a few times a second. */
  report: (result: RotaResult) => void
}

/** One search for a rota: the best found, the bounds proven, and whether to go on. */
export class Search {
  readonly instance: RotaInstance
  /** The hard rules, with all stages of the precedence in one sum. */
  readonly problem: Problem
  /** The same with the cost of each stage alone. */
  readonly stageProblems: readonly [Problem, ...Problem[]]
  readonly seed: number
  /** Holders by slot of the best complete lawful rota, and its cost in each stage. */
  holder: Int32Array | null = null
  costs: readonly number[]
  /** Set when the clock has changed the course of the search. */
  hurried = false
  readonly #stages: readonly Stage[]
  readonly #options: SearchOptions
  readonly #started: number
  readonly #total: number
  readonly #stageBounds: number[]
  #reported = Number.NEGATIVE_INFINITY
  #unreported = false

  constructor(instance: RotaInstance, options: SearchOptions) {
    this.#started = options.clock()
    this.#options = options
    this.instance = instance
    this.seed = options.seed
    this.problem = problemOf(inOneSum(instance), 'hard')
    const [first, ...later] = stagesOf(instance)
    this.#stages = [first, ...later]
    const problemIn = (stage: Stage): Problem =>
      later.length === 0 ? this.problem : problemOf(inStage(instance, stage), 'hard')
    this.stageProblems = [problemIn(first), ...later.map(problemIn)]
    this.costs = this.#stages.map(() => Number.POSITIVE_INFINITY)
    const { total, stages } = lowerBounds(instance)
    this.#total = total
    this.#stageBounds = [...stages]
  }

  get bounds(): Bounds {
    const total = Math.max(this.#total, this.#options.otherBound())
    const [first = total, ...later] = this.#stageBounds
    return later.length === 0
      ? { total: Math.max(total, first), stages: [Math.max(total, first)] }
      : { total, stages: this.#stageBounds }
  }

  get secondsUsed(): number {
    return (this.#options.clock() - this.#started) / 1000
  }

  get secondsLeft(): number {
    return this.#options.seconds - this.secondsUsed
  }

  /** Why the search must end here, or null while it may go on. */
  get over(): Stopped | null {
    if (this.isProven(this.#stages.length - 1)) return 'proof'
    if (this.#options.cancelled()) return 'cancelled'
    return this.secondsLeft <= 0 ? 'time' : null
  }

  /** True when no rota is better in the stages up to this one. */
  isProven(stage: number): boolean {
    const bounds = this.bounds.stages.slice(0, stage + 1)
    return bounds.every((bound, index) => isProven(this.costs[index] ?? 0, bound))
  }

  /** Takes a complete lawful rota into account; its cost is what `costOf` says. */
  offer(holder: Int32Array): void {
    const costs = costsByStage(this.#stages, costOf(this.instance, assignmentsOf(this.instance, holder)))
    if (!precedes(costs, this.costs)) return
    this.costs = costs
    this.holder = holder.slice()
    this.#unreported = true
    this.tell()
  }

  /** Reports a rota that is not complete or not lawful, for want of any better. */
  fallBackOn(holder: Int32Array): void {
    if (!this.holder) this.#options.report(this.#judge(holder, 'time'))
  }

  /** Takes a bound into account that was proven for a stage among the rotas best in the stages before. */
  raise(stage: number, bound: number): void {
    if (bound <= (this.#stageBounds[stage] ?? 0) || !this.isProven(stage - 1)) return
    this.#stageBounds[stage] = bound
    this.#unreported = true
    this.tell()
  }

  /** True when the last report is some time ago. */
  get mayTell(): boolean {
    return this.#options.clock() - this.#reported >= REPORT_EVERY
  }

  /** Reports the best so far, unless it has just been done. */
  tell(): void {
    if (!this.#unreported || !this.holder || !this.mayTell) return
    this.#reported = this.#options.clock()
    this.#unreported = false
    this.#options.report(this.#judge(this.holder, 'time'))
  }

  /** The answer: the best rota, or `otherwise`, the least lacking one, when there is none. */
  result(otherwise: Int32Array, stopped: Stopped): RotaResult {
    return this.#judge(this.holder ?? otherwise, stopped)
  }

  #judge(holder: Int32Array, stopped: Stopped): RotaResult {
    const [seconds, hurried] = [this.secondsUsed, this.hurried]
    const { seed, bounds } = this
    return judgeRota(this.instance, this.problem, { holder, bounds, seed, seconds, stopped, hurried })
  }
}
