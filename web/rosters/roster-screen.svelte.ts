import type { RosterSummary } from '../../server/roster/roster-view.ts'
import type { Answer, Failure } from '../api/answer.ts'
import { api, type RosterPath } from '../api/client.ts'
import type { RosterChoice } from '../app/routes.ts'
import { currentNumber, type Shown, versionToShow } from './derived.ts'

type Read = { summary: RosterSummary; shown: Shown }
type Done = { kind: 'drafted' } | { kind: 'published'; number: number }

/** A year's rota as read from the server. What was read stays when a later request fails. */
export class RosterScreen {
  readonly #path: RosterPath
  /** Counts readings, so that an answer overtaken by a later question is dropped. */
  #question = 0
  read = $state.raw<Read | null>(null)
  failure = $state.raw<Failure | null>(null)
  reading = $state(false)
  changing = $state.raw<'drafting' | 'publishing' | null>(null)
  done = $state.raw<Done | null>(null)
  /** Counts what makes the page read again: changes made here and reloads asked for. */
  changes = $state(0)

  /** True while a change would act on what is about to be replaced. */
  get busy(): boolean {
    return this.reading || this.changing !== null
  }

  constructor(path: RosterPath) {
    this.#path = path
  }

  /** Reads the year and the version asked for. */
  async show(asked: RosterChoice['version']): Promise<void> {
    const question = ++this.#question
    this.reading = true
    const answer = await this.#readVersion(asked)
    if (question !== this.#question) return
    this.reading = false
    this.failure = answer.ok ? null : answer.failure
    if (answer.ok) this.read = answer.value
  }

  reload(): void {
    this.changes += 1
  }

  /** Makes the draft anew; true when it is made. While it is busy, nothing is done. */
  async makeDraft(): Promise<boolean> {
    const revision = this.read?.summary.revision
    if (revision === undefined) return false
    const summary = await this.#change('drafting', () => api.makeDraft(this.#path, revision))
    if (summary) this.done = { kind: 'drafted' }
    return summary !== null
  }

  /** Publishes the draft as it is on the screen; true when it is published. */
  async publish(): Promise<boolean> {
    const shown = this.read?.shown
    if (shown?.kind !== 'draft') return false
    const summary = await this.#change('publishing', () => api.publish(this.#path, shown.draft.revision))
    if (summary) this.done = { kind: 'published', number: currentNumber(summary) ?? 1 }
    return summary !== null
  }

  async #change(
    action: 'drafting' | 'publishing',
    request: () => Promise<Answer<RosterSummary>>,
  ): Promise<RosterSummary | null> {
    if (this.busy) return null
    this.changing = action
    this.done = null
    this.failure = null
    const answer = await request()
    this.changing = null
    this.failure = answer.ok ? null : answer.failure
    if (!answer.ok) return null
    this.changes += 1
    return answer.value
  }

  async #readVersion(asked: RosterChoice['version']): Promise<Answer<Read>> {
    const answer = await api.roster(this.#path)
    if (!answer.ok) return answer
    const summary = answer.value
    const version = versionToShow(summary, asked)
    if (version === null) return { ok: true, value: { summary, shown: { kind: 'none' } } }
    if (version === 'draft') {
      const draft = await api.draft(this.#path)
      return draft.ok ? { ok: true, value: { summary, shown: { kind: 'draft', draft: draft.value } } } : draft
    }
    const publication = await api.publication(this.#path, version)
    if (!publication.ok) return publication
    return { ok: true, value: { summary, shown: { kind: 'publication', publication: publication.value } } }
  }
}
