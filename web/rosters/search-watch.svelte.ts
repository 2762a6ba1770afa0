import type { CurrentRun, NewSearch, RotaRunView, Taking } from '../../server/roster/runs/rota-run-view.ts'
import type { Answer, Failure } from '../api/answer.ts'
import type { RosterPath } from '../api/client.ts'
import { rotaRuns } from '../api/runs.ts'

/** Ms between two looks at a search under way. */
const LOOK = 1_000

/** The search for a year's rota, followed for as long as one is under way, whoever has started it. */
export class SearchWatch {
  readonly #path: RosterPath
  readonly #onover: (run: RotaRunView) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #following = false
  /** Counts questions, so that an answer overtaken by a later one is dropped. */
  #question = 0
  current = $state.raw<CurrentRun | null>(null)
  /** True while looks at the search get no answer. */
  lost = $state(false)
  busy = $state.raw<'starting' | 'stopping' | 'taking' | null>(null)
  failure = $state.raw<Failure | null>(null)

  /** `onover` hears of each search that ends while it is followed. */
  constructor(path: RosterPath, onover: (run: RotaRunView) => void) {
    this.#path = path
    this.#onover = onover
  }

  get run(): RotaRunView | null {
    return this.current?.run ?? null
  }

  /** Looks now, and again every second while a search is under way. */
  follow(): void {
    this.#following = true
    void this.#look()
  }

  leave(): void {
    this.#following = false
    clearTimeout(this.#timer)
  }

  /** True when it is under way, and whoever started it still at the page; so are the others. */
  start(search: NewSearch): Promise<boolean> {
    return this.#change('starting', () => rotaRuns.start(this.#path, search))
  }

  /** It is still under way then, for a second at the most. */
  async stop(): Promise<void> {
    const { run } = this
    if (run) await this.#change('stopping', () => rotaRuns.stop(this.#path, run.id))
  }

  async take(taking: Taking): Promise<boolean> {
    const { run } = this
    return run !== null && this.#change('taking', () => rotaRuns.take(this.#path, run.id, taking))
  }

  /** Says no more of what was refused. */
  forgive(): void {
    this.failure = null
    this.follow()
  }

  async #change(
    what: 'starting' | 'stopping' | 'taking',
    request: () => Promise<Answer<RotaRunView>>,
  ): Promise<boolean> {
    if (this.busy) return false
    this.busy = what
    this.failure = null
    this.#question += 1
    const answer = await request()
    this.busy = null
    // Whoever has left the page is neither told nor taken back to it.
    if (!this.#following) return false
    // Somebody else's search is no failure: it is shown. One that ended by itself needs no stop.
    const known = !answer.ok && ['searchUnderWay', 'searchOver'].includes(answer.failure.reason)
    if (!answer.ok && !known) this.failure = answer.failure
    if (answer.ok && this.current) this.#show({ ...this.current, run: answer.value })
    void this.#look()
    return answer.ok
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer)
    const question = ++this.#question
    const answer = await rotaRuns.current(this.#path)
    if (!this.#following || question !== this.#question) return
    this.lost = !answer.ok
    if (answer.ok) this.#show(answer.value)
    if (this.run?.state === 'running') this.#timer = setTimeout(() => void this.#look(), LOOK)
  }

  #show(next: CurrentRun): void {
    const before = this.run
    this.current = next
    const { run } = next
    if (run && run.state !== 'running' && before?.id === run.id && before.state === 'running')
      this.#onover(run)
  }
}
