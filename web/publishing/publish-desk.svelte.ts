import { SvelteMap } from 'svelte/reactivity'
import type { GateView } from '../../server/roster/gate/gate-view.ts'
import type { RotaDifferenceView } from '../../server/roster/versions/difference-view.ts'
import type { RosterPath } from '../api/client.ts'
import { gates } from '../api/gate.ts'
import { Reading, Sending } from '../app/sending.svelte.ts'
import { currentNumber } from '../rosters/derived.ts'
import { type CheckName, EMPTY_WAIVER, type WaiverDraft, waiversToSend } from './derived.ts'

/** Refusals after which what is on the screen is no longer so. */
const OVERTAKEN: readonly string[] = [
  'staleRevision',
  'gateClosed',
  'waiverMissing',
  'doubleBooked',
  'nothingChanged',
  'invalidInput',
]

/** A draft on its way to publication. What was typed stays, whatever becomes of the draft meanwhile. */
export class PublishDesk {
  readonly #path: RosterPath
  readonly gate: Reading<GateView>
  readonly difference: Reading<RotaDifferenceView>
  readonly sending = new Sending()
  readonly typed = new SvelteMap<CheckName, WaiverDraft>()
  /** The version that was published here. */
  published = $state<number | null>(null)
  /** The draft or its conditions were others than on the screen: they were read again, and are to be looked at. */
  refreshed = $state(false)

  constructor(path: RosterPath) {
    this.#path = path
    this.gate = new Reading(() => gates.read(path))
    this.difference = new Reading(() => gates.difference(path))
  }

  async open(): Promise<void> {
    await this.gate.read()
    if (this.gate.value?.newest) await this.difference.read()
  }

  /** Reads again what stands in the way, with what was typed kept. */
  async reload(): Promise<void> {
    this.sending.failure = null
    await this.open()
  }

  type(check: CheckName, change: Partial<WaiverDraft>): void {
    this.typed.set(check, { ...EMPTY_WAIVER, ...this.typed.get(check), ...change })
  }

  async publish(toWaive: readonly CheckName[]): Promise<void> {
    const revision = this.gate.value?.revision
    if (revision === undefined) return
    this.refreshed = false
    const waivers = waiversToSend(toWaive, this.typed)
    const summary = await this.sending.send(() => gates.publish(this.#path, { revision, waivers }))
    if (summary) this.published = currentNumber(summary)
    else if (OVERTAKEN.includes(this.sending.failure?.reason ?? '')) await this.#refresh()
  }

  /** Looks again at once; the refusal itself stays on the screen beside what is so now. */
  async #refresh(): Promise<void> {
    await this.open()
    this.refreshed = this.gate.failure === null
  }
}
