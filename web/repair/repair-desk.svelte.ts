import type { MemberAbsence, RepairOffersView } from '../../server/roster/repair/repair-view.ts'
import type { RosterSummary, UnitView } from '../../server/roster/roster-view.ts'
import type { Answer } from '../api/answer.ts'
import { api, type RosterPath } from '../api/client.ts'
import { repairs } from '../api/repairs.ts'
import { Reading, Sending } from '../app/sending.svelte.ts'
import { currentNumber } from '../rosters/derived.ts'
import { type Change, isMadeOf } from './derived.ts'

/** The year, with the published units as the form speaks of them; none while nothing is published. */
type Opened = { summary: RosterSummary; published: readonly UnitView[] | null }

type Offered = { absence: MemberAbsence; offers: RepairOffersView }

/** A repair of one published rota: asked for, offered, taken. */
export class RepairDesk {
  readonly #path: RosterPath
  readonly opened: Reading<Opened>
  readonly asking = new Sending()
  readonly taking = new Sending()
  offered = $state.raw<Offered | null>(null)
  /** The changes that are the draft now; none were made where the posts were left open. */
  taken = $state.raw<readonly Change[] | null>(null)

  constructor(path: RosterPath) {
    this.#path = path
    this.opened = new Reading(() => this.#open())
  }

  /** True while something is under way that the next step waits for. */
  get busy(): boolean {
    return this.asking.busy || this.taking.busy
  }

  async ask(absence: MemberAbsence): Promise<void> {
    if (this.busy) return
    this.taking.failure = null
    this.offered = null
    const offers = await this.asking.send(() => repairs.offers(this.#path, absence))
    if (offers) this.offered = { absence, offers }
  }

  /** Makes changes of an offer the draft; without any, what falls vacant is left open. */
  async take(changes: readonly Change[]): Promise<void> {
    const { offered } = this
    if (!offered || this.busy) return
    const { number, revision } = offered.offers
    const answer = await this.taking.send(() =>
      repairs.take(this.#path, { ...offered.absence, number, revision, changes: [...changes] }),
    )
    if (
      answer ||
      (this.taking.failure?.reason === 'staleRevision' && (await this.#isTaken(offered, changes)))
    )
      this.#over(changes)
    else this.#wanted = changes
  }

  /** After a refusal or a lost answer: what was wanted may have been done; otherwise new offers. */
  async refresh(): Promise<void> {
    const { offered } = this
    if (!offered || this.busy) return
    if (await this.#isTaken(offered, this.#wanted)) this.#over(this.#wanted)
    else await this.ask(offered.absence)
  }

  /** Begins anew, for another absence. */
  startOver(): void {
    this.offered = null
    this.taken = null
    this.opened.read()
  }

  /** What was last to be taken, and perhaps was. */
  #wanted: readonly Change[] = []

  #over(changes: readonly Change[]): void {
    this.taking.failure = null
    this.taken = changes
  }

  /** Whether a draft made since is just this repair, and still to be published. */
  async #isTaken({ offers }: Offered, changes: readonly Change[]): Promise<boolean> {
    const summary = await api.roster(this.#path)
    if (!summary.ok || summary.value.revision === offers.revision) return false
    if (currentNumber(summary.value) !== offers.number) return false
    const draft = await api.draft(this.#path)
    return draft.ok && isMadeOf(draft.value, offers.vacated, changes)
  }

  async #open(): Promise<Answer<Opened>> {
    const summary = await api.roster(this.#path)
    if (!summary.ok) return summary
    if (!summary.value.mayEdit) return { ok: false, failure: { reason: 'notAllowed' } }
    const number = currentNumber(summary.value)
    if (number === null) return { ok: true, value: { summary: summary.value, published: null } }
    const publication = await api.publication(this.#path, number)
    return publication.ok
      ? { ok: true, value: { summary: summary.value, published: publication.value.units } }
      : publication
  }
}
