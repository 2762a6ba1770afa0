/** Does a job when nothing else of its kind is being done here; null when the search was stopped before its turn came. */
export type InTurn = <Value>(job: () => Promise<Value>) => Promise<Value | null>

/** Conducts one search to its end; `stop` is aborted when it is to come to it. */
export type Conduct = (stop: AbortController, inTurn: InTurn) => Promise<void>

type UnderWay = { stop: AbortController; over: Promise<void> }

/** The searches this server has begun: what they do in turn, they do one at a time, in the order of their start. */
export class Searches {
  readonly #underWay = new Map<string, UnderWay>()
  readonly #report: (line: string) => void
  #turn: Promise<unknown> = Promise.resolve()

  /** `report` hears of searches that failed, which is a bug. */
  constructor(report: (line: string) => void) {
    this.#report = report
  }

  /** Begins a search, and forgets it when it is over. */
  begin(id: string, conduct: Conduct): void {
    const stop = new AbortController()
    const over = conduct(stop, job => this.#inTurn(stop.signal, job))
      .catch((error: Error) => this.#report(`search ${id}: ${error.stack ?? error.message}`))
      .finally(() => this.#underWay.delete(id))
    this.#underWay.set(id, { stop, over })
  }

  /** Has a search come to its end with the best so far, if it is one of this server's. */
  stop(id: string): void {
    this.#underWay.get(id)?.stop.abort()
  }

  /** Resolves when the search is over; at once for one that is not under way here. */
  async over(id: string): Promise<void> {
    await this.#underWay.get(id)?.over
  }

  /** Stops every search, and resolves when all of them are over. */
  async end(): Promise<void> {
    for (const { stop } of this.#underWay.values()) stop.abort()
    await Promise.all([...this.#underWay.values()].map(({ over }) => over))
  }

  async #inTurn<Value>(stopped: AbortSignal, job: () => Promise<Value>): Promise<Value | null> {
    const before = this.#turn
    const { promise: done, resolve: leave } = Promise.withResolvers<void>()
    this.#turn = before.then(() => done)
    try {
      await Promise.race([before, aborted(stopped)])
      return stopped.aborted ? null : await job()
    } finally {
      leave()
    }
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
