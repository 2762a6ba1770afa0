import type { RosterSummary } from '../../server/roster/roster-view.ts'
import type { Answer, Failure } from '../api/answer.ts'
import { api, type RosterPath } from '../api/client.ts'
import type { RosterChoice } from '../app/routes.ts'
import { type Shown, versionToShow } from './derived.ts'

type Read = { summary: RosterSummary; shown: Shown }
/** `relaxed`: a draft that gives something up. */
type Done = { kind: 'drafted' | 'relaxed' }

/** A year's rota as read from the server. What was read stays when a later request fails. */
export class RosterScreen {
  readonly #path: RosterPath
  /** Counts readings, so that an answer overtaken by a later question is dropped. */
  #question = 0
  read = $state.raw<Read | null>(null)
  failure = $state.raw<Failure | null>(null)
  reading = $state(false)
  done = $state.raw<Done | null>(null)
  /** Counts what makes the page read again: changes made here and reloads asked for. */
  changes = $state(0)

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

  /** Says what became of the draft, and reads it again. */
  tell(done: Done | null): void {
    this.done = done
    this.failure = null
    this.reload()
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
