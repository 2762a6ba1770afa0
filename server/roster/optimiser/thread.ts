import { Worker } from 'node:worker_threads'
import type { Answer, Job, Message } from './messages.ts'

/** One worker thread. Keeps the process alive only while it works. */
export class Thread {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  })

  constructor() {
    this.#worker.setMaxListeners(0)
    this.#worker.unref()
  }

  /** Has a job done, hearing what is said on the way; rejects when it fails or the thread ends first. */
  ask<Kind extends Job['kind']>(
    job: Job & { kind: Kind },
    hear: (message: Message) => void = () => undefined,
  ): Promise<Answer<Kind>> {
    const worker = this.#worker
    worker.ref()
    return new Promise<Answer<Kind>>((resolve, reject) => {
      const listen = (message: Message): void => {
        if (message.kind === 'done') settle(() => resolve(message.answer as Answer<Kind>))
        else if (message.kind === 'failed') settle(() => reject(new Error(message.error)))
        else hear(message)
      }
      const fail = (error: Error): void => settle(() => reject(error))
      const end = (): void => fail(new Error('the thread was ended'))
      const settle = (how: () => void): void => {
        worker.off('message', listen).off('error', fail).off('exit', end)
        worker.unref()
        how()
      }
      worker.on('message', listen).on('error', fail).on('exit', end)
      worker.postMessage(job)
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
