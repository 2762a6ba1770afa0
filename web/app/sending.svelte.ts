import type { Answer, Failure } from '../api/answer.ts'

/** Something that is sent: under way or not, and why the last try was refused. */
export class Sending {
  busy = $state(false)
  failure = $state.raw<Failure | null>(null)

  /** What the server answered; null when it refused, or while an earlier request is under way. */
  async send<Value>(request: () => Promise<Answer<Value>>): Promise<Value | null> {
    if (this.busy) return null
    this.busy = true
    this.failure = null
    const answer = await request()
    this.busy = false
    this.failure = answer.ok ? null : answer.failure
    return answer.ok ? answer.value : null
  }
}

/** Something that is read from the server; what was read stays when a later reading fails. */
export class Reading<Value> extends Sending {
  value = $state.raw<Value | null>(null)
  readonly #ask: () => Promise<Answer<Value>>

  constructor(ask: () => Promise<Answer<Value>>) {
    super()
    this.#ask = ask
  }

  async read(): Promise<void> {
    this.value = (await this.send(this.#ask)) ?? this.value
  }
}
