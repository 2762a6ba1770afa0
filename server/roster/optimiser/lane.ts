import { Thread } from './thread.ts'

/** A thread that does one job at a time, others wait. It starts with the first one and stays warm from job to job. */
export class Lane {
  #thread: Thread | null = null
  #queue: Promise<unknown> = Promise.resolve()

  run<Result>(job: (thread: Thread) => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(() => {
      this.#thread ??= new Thread()
      return job(this.#thread)
    })
    // A thread that failed may have lost more than one job.
    this.#queue = result.catch(() => this.close())
    return result
  }

  /** Ends the thread, and with it whatever still runs; the next job starts another one. */
  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    await thread?.end()
  }
}
