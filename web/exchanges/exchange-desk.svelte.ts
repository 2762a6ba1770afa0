import type {
  ExchangesView,
  NewExchangeBody,
  Override,
  PhysiciansEvent,
} from '../../server/roster/exchanges/exchange-view.ts'
import type { Answer } from '../api/answer.ts'
import type { RosterPath } from '../api/client.ts'
import { exchanges } from '../api/exchanges.ts'
import { Reading, Sending } from '../app/sending.svelte.ts'
import type { Done } from './derived.ts'

/** A year's exchanges as they are, and what somebody does with them. */
export class ExchangeDesk {
  readonly #path: RosterPath
  readonly reading: Reading<ExchangesView>
  readonly sending = new Sending()
  done = $state<Done | null>(null)

  constructor(path: RosterPath) {
    this.#path = path
    this.reading = new Reading(() => exchanges.of(path))
  }

  ask(physicianId: string, body: NewExchangeBody): Promise<boolean> {
    const done = body.draft ? 'draft' : body.kind === 'offer' ? 'offer' : 'propose'
    return this.#send(done, () => exchanges.ask(this.#path, physicianId, body))
  }

  move(physicianId: string, exchangeId: string, event: PhysiciansEvent['event']): Promise<boolean> {
    return this.#send(
      event,
      () => exchanges.move(this.#path, physicianId, exchangeId, { event, reason: '' }),
      exchangeId,
    )
  }

  decide(exchangeId: string, approve: boolean, reason: string): Promise<boolean> {
    return this.#send(approve ? 'approve' : 'refuse', () =>
      exchanges.decide(this.#path, exchangeId, { approve, reason }),
    )
  }

  override(body: Override): Promise<boolean> {
    return this.#send('override', () => exchanges.override(this.#path, body))
  }

  /** After a refusal: what is so now. */
  async refresh(): Promise<void> {
    this.sending.failure = null
    this.done = null
    await this.reading.read()
  }

  async #send(
    done: Done,
    request: () => Promise<Answer<ExchangesView>>,
    exchangeId?: string,
  ): Promise<boolean> {
    if (this.sending.busy) return false
    this.done = null
    const view = await this.sending.send(request)
    if (!view) return false
    this.reading.value = view
    // An acceptance may have been the last that was missing.
    const isApplied = view.exchanges.some(one => one.id === exchangeId && one.status === 'applied')
    this.done = done === 'accept' && isApplied ? 'applied' : done
    return true
  }
}
