import type { Comparison } from '../fairness/compare-with-turns.ts'
import { Control } from './control.ts'
import type { Explanation } from './explain-rota.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import { Lane } from './lane.ts'
import type { CheckedInput, Message } from './messages.ts'
import type { Absence, RepairOffers } from './repair-rota.ts'
import type { RotaResult, StageResult } from './result.ts'
import { Thread } from './thread.ts'

/** The best so far; with a precedence its weighted total may rise, when it gets better in an earlier stage. */
export type Progress = { best: number; bound: number; gap: number; stages?: StageResult[] }

/**
 * `seconds` of search at most, an early proof ends it; `seed` a whole number; `onProgress` hears of better rotas and
 * bounds, a few times a second at most; `cancelled` ends the search with the best so far.
 */
export type OptimiseOptions = {
  seconds: number
  seed: number
  onProgress?: (progress: Progress) => void
  cancelled?: AbortSignal
}

/** A search that does not answer so many ms after it was cancelled is ended with its thread. */
const PATIENCE = 700

/**
 * The optimiser on threads of its own, so that the caller's is never held. One search at a time, others wait; what takes
 * moments has a thread beside them and does not. A large instance takes one more while it is searched, for the bound.
 */
export class Optimiser {
  readonly #searches = new Lane()
  readonly #moments = new Lane()

  /** Gets the solver going, which takes a second or two, so that the next job finds it warm. */
  async warm(): Promise<void> {
    await this.#searches.run(thread => thread.ask({ kind: 'warm' }))
  }

  /** What is wrong with an instance, which takes a tenth of a second for a large one, and its hash. */
  check(instance: RotaInstance): Promise<CheckedInput> {
    return this.#moments.run(thread => thread.ask({ kind: 'check', instance }))
  }

  /** A first rota within moments; see `firstRota`. */
  first(instance: RotaInstance): Promise<RotaResult> {
    return this.#moments.run(thread => thread.ask({ kind: 'first', instance }))
  }

  /**
   * The best rota for an instance from `parseInstance`, judged by its hard rules and cost; see `RotaResult`.
   * Rejects only when the engine has a bug, or was closed.
   */
  optimise(instance: RotaInstance, options: OptimiseOptions): Promise<RotaResult> {
    return this.#searches.run(thread => this.#search(thread, instance, options))
  }

  /** What can be done about a published rota after somebody fell away; see `repairRota`. */
  repair(instance: RotaInstance, absence: Absence): Promise<RepairOffers> {
    return this.#moments.run(thread => thread.ask({ kind: 'repair', instance, absence }))
  }

  /** Why everybody has what they have, which takes seconds for a large instance; see `explainRota`. */
  explain(instance: RotaInstance, assignments: readonly Assignment[]): Promise<Explanation[]> {
    return this.#moments.run(thread => thread.ask({ kind: 'explain', instance, assignments }))
  }

  /** A rota beside one dealt out in turn; see `compareWithTurns`. */
  compare(instance: RotaInstance, assignments: readonly Assignment[]): Promise<Comparison> {
    return this.#moments.run(thread => thread.ask({ kind: 'compare', instance, assignments }))
  }

  /** Ends the threads, and with them whatever still runs. */
  async close(): Promise<void> {
    await Promise.all([this.#searches.close(), this.#moments.close()])
  }

  async #search(thread: Thread, instance: RotaInstance, options: OptimiseOptions): Promise<RotaResult> {
    const { seconds, seed, onProgress, cancelled } = options
    const control = new Control()
    let best: RotaResult | null = null
    let bounding: Thread | null = null

    const hear = (message: Message): void => {
      if (message.kind === 'wantsBound') {
        bounding = new Thread()
        // A bound is welcome, not needed: without it the result only says less.
        bounding.ask({ kind: 'bound', instance, control: control.memory }).catch(() => undefined)
      } else if (message.kind === 'better') {
        best = message.result
        const { objective, bound, gap, status, stages } = message.result
        if (status === 'infeasible') return
        onProgress?.({ best: objective, bound, gap, ...(stages ? { stages } : {}) })
      }
    }
    const search = thread.ask({ kind: 'optimise', instance, seconds, seed, control: control.memory }, hear)
    const overdue = afterCancel(cancelled, () => control.stop())
    try {
      const result = await Promise.race([search, overdue.passed])
      if (result) return result
      // A thread that has told nothing is only starting: it will find the flag and answer with its first rota.
      if (!best) return await search
      // The solver is deep in one step: its thread goes, the best it has told stays.
      search.catch(() => undefined)
      await this.#searches.close()
      return { ...(best as RotaResult), stopped: 'cancelled', reproducible: false }
    } finally {
      overdue.forget()
      control.stop()
      await (bounding as Thread | null)?.end()
    }
  }
}

/** Calls `stop` when the signal comes, and fulfils `passed` when patience has run out after it. */
function afterCancel(signal: AbortSignal | undefined, stop: () => void) {
  const passed = Promise.withResolvers<null>()
  let patience: NodeJS.Timeout | undefined
  const cancel = (): void => {
    stop()
    patience = setTimeout(() => passed.resolve(null), PATIENCE)
  }
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel)
  return {
    passed: passed.promise,
    forget: (): void => {
      clearTimeout(patience)
      signal?.removeEventListener('abort', cancel)
    },
  }
}
