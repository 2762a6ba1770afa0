import type { DraftEdit, Holdings, Place } from '../../server/roster/editing/draft-edit.ts'
import type { DraftRota } from '../../server/roster/editing/draft-edit-view.ts'
import type { Violation } from '../../server/roster/optimiser/hard-rules.ts'
import { newlyBroken } from '../../server/roster/optimiser/newly-broken.ts'
import type { RosterSummary } from '../../server/roster/roster-view.ts'
import type { Failure } from '../api/answer.ts'
import { api, type RosterPath } from '../api/client.ts'
import { drafts } from '../api/draft.ts'
import { holdingsOf, type Judged, judge } from './derived.ts'
import {
  type Acted,
  act,
  confirmed,
  type Desk,
  differences,
  draftOn,
  merge,
  newDesk,
  redo,
  refused,
  undo,
} from './desk.ts'

/** The last thing that was done here, and what it did. */
export type Done = {
  readonly places: readonly Place[]
  readonly before: Holdings
  readonly after: Holdings
  readonly score: { readonly before: number; readonly after: number }
  readonly broken: readonly Violation[]
  readonly mended: readonly Violation[]
}

/** What others did meanwhile: their changes, and the places where a change made here came too late. */
export type Meanwhile = { readonly theirs: readonly Place[]; readonly lost: readonly Place[] }

/** Refusals that sending the same again would not change. */
const FINAL: readonly Failure['reason'][] = [
  'invalidInput',
  'unknownUnit',
  'unknownMember',
  'alreadyBegun',
  'doubleBooked',
  'nothingDrafted',
  'notFound',
]

/** Milliseconds between two looks for what others did. */
const LOOK = 4_000
/** Looks without anybody at the page, after which it waits for them: a sign-in must be able to lapse. */
const ALONE = 150

/** A draft that somebody edits while others may edit it too. Every change is seen at once and saved in its turn. */
export class DraftEditor {
  readonly #path: RosterPath
  readonly summary: RosterSummary
  #revision: number
  #asking = false
  #shown = false
  #alone = 0
  #following = false

  rota: DraftRota
  desk: Desk
  holdings: Holdings
  judged: Judged
  done = $state.raw<Done | null>(null)
  meanwhile = $state.raw<Meanwhile>({ theirs: [], lost: [] })
  /** Why a change made here was not taken. */
  refusal = $state.raw<Failure | null>(null)
  /** Why what was done here cannot be sent now; it is kept. */
  cutOff = $state.raw<Failure | null>(null)

  constructor(path: RosterPath, summary: RosterSummary, rota: DraftRota) {
    this.#path = path
    this.#revision = rota.revision
    this.summary = summary
    this.rota = $state.raw(rota)
    this.holdings = $state.raw(holdingsOf(rota.assignments))
    this.desk = $state.raw(newDesk(this.holdings))
    this.judged = $state.raw(judge(rota.instance, this.holdings))
  }

  /** The roster's revision as this editor has it. */
  get revision(): number {
    return this.#revision
  }

  /** Whether the draft has everything that was done here. */
  get saved(): boolean {
    return this.desk.queue.length === 0
  }

  act(edits: readonly DraftEdit[]): void {
    if (edits.length > 0) this.#do(act(this.desk, edits))
  }

  undo(): void {
    this.#do(undo(this.desk))
  }

  redo(): void {
    this.#do(redo(this.desk))
  }

  /** What was told of earlier changes has been read. */
  dismiss(): void {
    this.done = null
    this.meanwhile = { theirs: [], lost: [] }
    this.refusal = null
  }

  /** Begins to look for what others do; the answer ends it, once everything done here is saved. */
  show(): () => void {
    this.#shown = true
    void this.#follow()
    return () => {
      this.#shown = false
    }
  }

  /** Somebody is at the page. */
  stir(): void {
    this.#alone = 0
  }

  /** Sends what was done here, in order. What cannot be sent now stays. */
  async send(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    let isBehind = false
    for (let next = this.desk.queue[0]; next; next = this.desk.queue[0]) {
      const answer = await drafts.edit(this.#path, next.edits)
      if (answer.ok) {
        this.#put(confirmed(this.desk))
        // Another number than the next: somebody else has changed something in between.
        if (answer.value.revision === this.#revision + 1) this.#revision += 1
        else isBehind = true
      } else if (answer.failure.reason === 'changedMeanwhile') {
        if (!(await this.#read())) break
      } else if (FINAL.includes(answer.failure.reason)) {
        this.refusal = answer.failure
        this.done = null
        this.#put(refused(this.desk))
      } else {
        this.cutOff = answer.failure
        break
      }
      this.cutOff = null
    }
    if (isBehind && !this.cutOff) await this.#read()
    this.#asking = false
    // What was changed during the reading.
    if (isBehind && !this.cutOff && !this.saved) await this.send()
  }

  #do({ desk, conflict }: Acted): void {
    const [before, judged] = [this.holdings, this.judged]
    this.dismiss()
    this.#put(desk)
    if (conflict) this.meanwhile = { theirs: [], lost: [conflict] }
    const places = differences(before, this.holdings)
    if (places.length === 0) return
    this.done = {
      places,
      before,
      after: this.holdings,
      score: { before: judged.score, after: this.judged.score },
      broken: newlyBroken(judged.violations, this.judged.violations),
      mended: newlyBroken(this.judged.violations, judged.violations),
    }
    void this.send()
  }

  #put(desk: Desk): void {
    this.desk = desk
    const holdings = draftOn(desk)
    if (differences(this.holdings, holdings).length === 0) return
    this.holdings = holdings
    this.judged = judge(this.rota.instance, holdings)
  }

  async #follow(): Promise<void> {
    if (this.#following) return
    this.#following = true
    while (this.#shown || !this.saved) {
      await new Promise(resolve => setTimeout(resolve, LOOK))
      this.#alone += 1
      if (document.visibilityState !== 'visible' || this.#alone >= ALONE) continue
      if (!this.saved) await this.send()
      else if (this.#shown) await this.#look()
    }
    this.#following = false
  }

  async #look(): Promise<void> {
    if (this.#asking) return
    const summary = await api.roster(this.#path)
    if (summary.ok && summary.value.revision !== this.#revision && this.saved && !this.#asking) {
      this.#asking = true
      await this.#read()
      this.#asking = false
      if (!this.saved) await this.send()
    }
  }

  /** Takes over the draft as it is now; false when it cannot be read. */
  async #read(): Promise<boolean> {
    const answer = await drafts.rota(this.#path)
    this.cutOff = answer.ok ? null : answer.failure
    if (!answer.ok) return false
    const { desk, theirs, lost } = merge(this.desk, holdingsOf(answer.value.assignments))
    this.rota = answer.value
    this.#revision = answer.value.revision
    this.desk = desk
    this.holdings = draftOn(desk)
    this.judged = judge(this.rota.instance, this.holdings)
    if (theirs.length + lost.length > 0) this.meanwhile = { theirs, lost }
    if (lost.length > 0) this.done = null
    return true
  }
}

/** Editors that were left before all was saved: they go on sending, and whoever comes back finds theirs. */
const left = new Map<string, DraftEditor>()

/** The editor of a draft just read. */
export function editorOf(path: RosterPath, summary: RosterSummary, rota: DraftRota): DraftEditor {
  const key = `${path.schemeId}/${path.fiscalYear}`
  const before = left.get(key)
  if (before && !before.saved) return before
  const editor = new DraftEditor(path, summary, rota)
  left.set(key, editor)
  return editor
}
