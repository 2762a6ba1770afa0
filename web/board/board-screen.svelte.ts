import type { Board } from '../../server/coverage/board/board-view.ts'
import type { Clock, Instant } from '../../server/time/clock.ts'
import type { Failure } from '../api/answer.ts'
import { boardEvents, readBoard } from '../api/board.ts'
import { currencyOf, isRefused } from './derived.ts'
import { forgetBoard, keepBoard, keptBoard } from './kept-board.ts'

const TICK_MS = 5_000
/** Without events the board is asked for so often. */
const POLL_MS = 60_000
/** A stream that has ended is opened anew after this. */
const REOPEN_MS = 30_000
/** Many boards hear of a change at once. */
const SPREAD_MS = 500

/** A board that keeps itself current while it is on the screen, and knows how current it is. */
export class BoardScreen {
  board = $state.raw<Board | null>(null)
  now = $state(0)
  confirmedAt = $state(0)
  /** Why it may not be read any more, or why nothing ever came. */
  failure = $state.raw<Failure | null>(null)
  readonly #associationId: string
  readonly #clock: Clock
  #etag: string | null = null
  #events: EventSource | null = null
  #askedAt: Instant = 0
  #openedAt: Instant = 0
  #asking = false
  #askAgain = false

  constructor(associationId: string, clock: Clock) {
    this.#associationId = associationId
    this.#clock = clock
    this.now = clock()
    const kept = keptBoard(associationId)
    if (kept) {
      this.board = kept.board
      this.#etag = kept.etag
      this.confirmedAt = kept.confirmedAt
    }
  }

  readonly currency = $derived.by(() =>
    this.board === null
      ? 'lost'
      : currencyOf(
          {
            confirmedAt: this.confirmedAt,
            validUntil: Date.parse(this.board.validUntil),
            failed: this.failure !== null,
          },
          this.now,
        ),
  )

  /** Whether the server says no: then nothing is asked for any more until somebody reads again. */
  get refused(): boolean {
    return this.failure !== null && isRefused(this.failure.reason)
  }

  /** Keeps the board current until what it returns is called. */
  start(): () => void {
    const wake = () => {
      this.now = this.#clock()
      if (document.visibilityState === 'visible') void this.read()
    }
    const timer = setInterval(() => this.#tick(), TICK_MS)
    document.addEventListener('visibilitychange', wake)
    window.addEventListener('online', wake)
    void this.read()
    this.#listen()
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', wake)
      window.removeEventListener('online', wake)
      this.#hangUp()
    }
  }

  /** Asks once; whoever wants it meanwhile has it asked for once more. */
  async read(): Promise<void> {
    if (this.#asking) {
      this.#askAgain = true
      return
    }
    this.#asking = true
    this.#askedAt = this.#clock()
    const answer = await readBoard(this.#associationId, this.board ? this.#etag : null)
    this.#asking = false
    this.now = this.#clock()
    if (answer.ok) {
      this.failure = null
      this.confirmedAt = this.now
      if (answer.value !== 'same') {
        this.board = answer.value.board
        this.#etag = answer.value.etag
      }
      this.#keep()
    } else {
      this.failure = answer.failure
      if (this.refused) {
        forgetBoard()
        this.#hangUp()
      }
    }
    if (this.#askAgain) {
      this.#askAgain = false
      await this.read()
    }
  }

  #tick(): void {
    this.now = this.#clock()
    if (this.refused) return
    const ended = this.#events === null || this.#events.readyState === EventSource.CLOSED
    if (ended && this.now >= this.#openedAt + REOPEN_MS) this.#listen()
    const turned = this.board !== null && this.now >= Date.parse(this.board.validUntil)
    const due = turned || this.now - this.confirmedAt >= POLL_MS
    if (due && this.now >= this.#askedAt + (turned ? TICK_MS : POLL_MS)) void this.read()
  }

  #listen(): void {
    this.#hangUp()
    this.#openedAt = this.#clock()
    const events = boardEvents(this.#associationId)
    this.#events = events
    // What changed before it was open is asked for; what changes after is told.
    events.addEventListener('open', () => void this.read())
    events.addEventListener('changed', () => setTimeout(() => void this.read(), Math.random() * SPREAD_MS))
    events.addEventListener('beat', () => this.#confirm())
    events.addEventListener('end', () => {
      events.close()
      void this.read()
    })
  }

  #hangUp(): void {
    this.#events?.close()
    this.#events = null
  }

  /** Nothing has changed; but what changes by itself nobody tells. */
  #confirm(): void {
    this.now = this.#clock()
    if (this.board === null || this.#asking || this.now >= Date.parse(this.board.validUntil)) return
    this.confirmedAt = this.now
    this.#keep()
  }

  #keep(): void {
    if (this.board) keepBoard({ board: this.board, etag: this.#etag ?? '', confirmedAt: this.confirmedAt })
  }
}
