import type {
  CallChangeInput,
  CallCountsView,
  CallsView,
  CallView,
} from '../../server/patients/calls/call-view.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import { calls } from '../api/calls.ts'
import { Reading, Sending } from '../app/sending.svelte.ts'
import { withCall } from './derived.ts'

/** A second tap so soon is of the same call. */
const DOUBLE_TAP_MS = 3_000

/** The calls of a day at the duty desk, and what is entered of them step by step. */
export class CallDesk {
  readonly associationId: string
  readonly reading: Reading<CallsView>
  readonly counts: Reading<CallCountsView>
  readonly receiving = new Sending()
  readonly sending = new Sending()
  /** The call whose card is open. */
  chosen = $state<string | null>(null)
  /** The call of which the last step was refused. */
  refused = $state<string | null>(null)
  /** The id of the call being received, kept until it is in: tapped or sent again, it is the same call. */
  #receiving: { id: string; until: number } | null = null
  #queue: Promise<unknown> = Promise.resolve()

  /** `day` null: today. */
  constructor(associationId: string, day: LocalDay | null) {
    this.associationId = associationId
    this.reading = new Reading(() => calls.of(associationId, day))
    this.counts = new Reading(() => calls.counts(associationId, this.month))
  }

  get month(): string {
    return this.reading.value?.day.slice(0, 7) ?? ''
  }

  async read(): Promise<void> {
    await this.reading.read()
    if (this.reading.value) await this.counts.read()
  }

  /** The call that was received, to show its card; null: the server could not be told. */
  async receive(): Promise<CallView | null> {
    if (this.#receiving === null || performance.now() > this.#receiving.until)
      this.#receiving = { id: crypto.randomUUID(), until: Number.POSITIVE_INFINITY }
    const receiving = this.#receiving
    const call = await this.receiving.send(() => calls.receive(this.associationId, { id: receiving.id }))
    if (!call) return null
    if (receiving.until === Number.POSITIVE_INFINITY) receiving.until = performance.now() + DOUBLE_TAP_MS
    this.#take(call)
    this.chosen = call.id
    return call
  }

  /** Steps are sent one after the other, however fast they are tapped: each knows the one before it. */
  enter(callId: string, change: Omit<CallChangeInput, 'revision'>): Promise<boolean> {
    const entered = this.#queue.then(() => this.#send(callId, change))
    this.#queue = entered
    return entered
  }

  async #send(callId: string, change: Omit<CallChangeInput, 'revision'>): Promise<boolean> {
    const call = this.reading.value?.calls.find(({ id }) => id === callId)
    if (!call) return false
    const { revision } = call
    const param = { associationId: this.associationId, callId }
    const changed = await this.sending.send(() => calls.change(param, { ...change, revision }))
    this.refused = changed ? null : callId
    if (changed) {
      this.#take(changed)
      if (change.closed !== undefined) await this.counts.read()
    } else if (this.sending.failure?.reason === 'staleRevision') await this.reading.read()
    return changed !== null
  }

  #take(call: CallView): void {
    const view = this.reading.value
    if (view) this.reading.value = { ...view, calls: withCall(view.calls, call) }
  }
}
