import type { SessionView } from '../../server/identity/identity-view.ts'
import type { Failure } from '../api/answer.ts'
import type { Lack } from '../api/ask.ts'
import { identity } from '../api/identity.ts'

/** On a remembered device a sign-in can be complete and yet not recent enough. */
const supplies = (view: SessionView, lack: Lack): boolean =>
  view.next === 'nothing' && (lack === 'signInRequired' || view.steppedUp)

type Ask = { lack: Lack; answer: Promise<boolean>; settle: (supplied: boolean) => void }

/** Who is signed in, as the server last said. */
class CurrentSession {
  view = $state.raw<SessionView | null>(null)
  failure = $state.raw<Failure | null>(null)
  /** Who was signed in on this page first; what is on it was read and typed by them. */
  #accountId = $state.raw<string | null>(null)
  #lastEmail = ''
  #ask = $state.raw<Ask | null>(null)

  /** Whether the sign-in is complete. */
  get complete(): boolean {
    return this.view?.next === 'nothing'
  }

  /** Whether somebody was signed in since the page was loaded: it may keep showing what they see. */
  get admitted(): boolean {
    return this.#accountId !== null
  }

  /** The e-mail address of whoever was signed in. */
  get lastEmail(): string {
    return this.#lastEmail
  }

  /** What a request waits for; null: none does. */
  get lack(): Lack | null {
    return this.#ask?.lack ?? null
  }

  async read(): Promise<void> {
    const answer = await identity.session()
    this.failure = answer.ok ? null : answer.failure
    if (answer.ok) this.take(answer.value)
  }

  /** Takes over what an answer said of the session. */
  take(view: SessionView): void {
    this.view = view
    if (this.complete && view.account) {
      const before = this.#accountId
      this.#accountId = view.account.id
      this.#lastEmail = view.account.email
      // What one person typed is not sent in the name of another.
      if (before !== null && before !== view.account.id) {
        location.assign('/')
        return
      }
    }
    if (this.lack !== null && supplies(view, this.lack)) this.supplied(true)
  }

  /** Has the person supply what a request was refused for; several requests wait for the same. */
  async supply(lack: Lack): Promise<boolean> {
    if (this.#ask) return this.#ask.answer
    const { promise, resolve } = Promise.withResolvers<boolean>()
    this.#ask = { lack, answer: promise, settle: resolve }
    await this.read()
    return promise
  }

  /** Ends the waiting: the lack is supplied, or the person would rather not. */
  supplied(supplied: boolean): void {
    this.#ask?.settle(supplied)
    this.#ask = null
  }
}

export const session = new CurrentSession()
