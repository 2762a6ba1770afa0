import { Control } from './control.ts'
import type { RotaInstance } from './instance.ts'
import type { Message } from './messages.ts'
import type { Absence, RepairOffers } from './repair-rota.ts'
import type { RotaResult } from './result.ts'
import { Thread } from './thread.ts'

export type Progress = { best: number; bound: number; gap: number }

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
 * The optimiser on a thread of its own, so that the caller's is never held. One job at a time, others wait; the
 * thread stays warm from job to job. A large instance takes a second thread while it runs, for the bound.
 */
export class Optimiser {
  #thread: Thread | null = null
  #queue: Promise<unknown> = Promise.resolve()

  /** Gets the solver going, which takes a second or two, so that the next job finds it warm. */
  async warm(): Promise<void> {
    await this.#inTurn(thread => thread.ask({ kind: 'warm' }))
  }

  /**
   * The best rota for an instance from `parseInstance`, judged by its hard rules and cost; see `RotaResult`.
   * Rejects only when the engine has a bug, or was closed.
   */
  optimise(instance: RotaInstance, options: OptimiseOptions): Promise<RotaResult> {
    return this.#inTurn(thread => this.#search(thread, instance, options))
  }

  /** What can be done about a published rota after somebody fell away; see `repairRota`. */
  repair(instance: RotaInstance, absence: Absence): Promise<RepairOffers> {
    return this.#inTurn(thread => thread.ask({ kind: 'repair', instance, absence }))
  }

  /** Ends the thread, and with it whatever still runs. */
  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    await thread?.end()
  }

  #inTurn<Result>(job: (thread: Thread) => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(() => {
      this.#thread ??= new Thread()
      return job(this.#thread)
    })
    // A thread that failed may have lost more than one job.
    this.#queue = result.catch(() => this.close())
    return result
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
        const { objective, bound, gap, status } = message.result
        if (status !== 'infeasible') onProgress?.({ best: objective, bound, gap })
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
      await this.close()
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
