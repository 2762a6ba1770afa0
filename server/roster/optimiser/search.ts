import type { Clock } from '../../time/clock.ts'
import type { RotaInstance } from './instance.ts'
import { isProven, judgeRota } from './judge-rota.ts'
import { lowerBound } from './lower-bound.ts'
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

/** One search for a rota: the best found, the bound proven, and whether to go on. */
export class Search {
  readonly instance: RotaInstance
  readonly problem: Problem
  readonly seed: number
  /** Holders by slot of the best complete lawful rota, and its cost. */
  holder: Int32Array | null = null
  objective = Number.POSITIVE_INFINITY
  /** Set when the clock has changed the course of the search. */
  hurried = false
  readonly #options: SearchOptions
  readonly #started: number
  #bound: number
  #reported = Number.NEGATIVE_INFINITY
  #unreported = false

  constructor(instance: RotaInstance, options: SearchOptions) {
    this.instance = instance
    this.problem = problemOf(instance, 'hard')
    this.seed = options.seed
    this.#options = options
    this.#started = options.clock()
    this.#bound = lowerBound(this.problem)
  }

  get bound(): number {
    return Math.max(this.#bound, this.#options.otherBound())
  }

  get secondsUsed(): number {
    return (this.#options.clock() - this.#started) / 1000
  }

  get secondsLeft(): number {
    return this.#options.seconds - this.secondsUsed
  }

  /** Why the search must end here, or null while it may go on. */
  get over(): Stopped | null {
    if (this.holder && isProven(this.objective, this.bound)) return 'proof'
    if (this.#options.cancelled()) return 'cancelled'
    return this.secondsLeft <= 0 ? 'time' : null
  }

  /** Takes a complete lawful rota into account; its cost is what `costOf` says. */
  offer(holder: Int32Array): void {
    const { objective } = this.#judge(holder, 'time')
    if (objective >= this.objective - 1e-9) return
    this.objective = objective
    this.holder = holder.slice()
    this.#unreported = true
    this.tell()
  }

  /** Reports a rota that is not complete or not lawful, for want of any better. */
  fallBackOn(holder: Int32Array): void {
    if (!this.holder) this.#options.report(this.#judge(holder, 'time'))
  }

  /** Takes a proven bound into account. */
  raise(bound: number): void {
    if (bound <= this.#bound) return
    this.#bound = bound
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
    const { seed, bound } = this
    return judgeRota(this.instance, this.problem, { holder, bound, seed, seconds, stopped, hurried })
  }
}
