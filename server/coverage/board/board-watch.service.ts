import { hash } from 'node:crypto'
import type { ChangeMark } from '../../../db/open.ts'
import type { Context } from '../../context.ts'
import type { Instant } from '../../time/clock.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { writtenInstant } from '../../time/written-interval.ts'
import * as boards from './board.repository.ts'
import { readBoard } from './board.service.ts'
import type { BoardDesk, KeptBoard, Listener } from './board-desk.ts'
import type { Board } from './board-view.ts'

/** How often commits are looked for: a change is told well within two seconds. */
const LOOKS_EVERY_MS = 500
/** Proxies close what is silent for a minute, and a page notices within two of these that it is cut off. */
const BEATS_EVERY_MS = 15_000
/** A session or a link that has ended is noticed within this. */
const ASKS_AGAIN_MS = 60_000
/** At a time, so that nobody else waits for it. */
const MOST_ASKED = 50

/** One person has a few windows; a link hangs in many rooms; a hospital has one address. */
const MOST = { by: 100, address: 600, all: 5_000 }
/** Beats that nobody takes: whoever is there no longer has not said so. */
const MOST_UNREAD = 20

const encoder = new TextEncoder()
const chunk = (event: 'changed' | 'beat' | 'end') => encoder.encode(`event: ${event}\ndata: \n\n`)
const CHANGED = chunk('changed')
const BEAT = chunk('beat')
const END = chunk('end')

type Seat = Listener & {
  associationId: string
  stream: ReadableStreamDefaultController<Uint8Array>
  mayRead: () => Promise<boolean>
  beatAt: number
  askAt: number
}

/**
 * The boards of a running server. One timer looks for commits, its own and other processes', and asks once for all
 * associations that somebody listens to. What is read is kept until the next commit or until it changes by itself, so
 * that a change that reaches five hundred boards is read once.
 */
export class BoardWatch implements BoardDesk {
  readonly #context: Pick<Context, 'db' | 'clock'>
  readonly #changeMark: ChangeMark
  readonly #report: (line: string) => void
  readonly #seats = new Set<Seat>()
  readonly #revisions = new Map<string, number>()
  readonly #kept = new Map<string, { mark: number; from: Instant; until: Instant; found: FoundBoard }>()
  #mark = Number.NaN
  #timer: NodeJS.Timeout | null = null
  #looking = false

  constructor(
    context: Pick<Context, 'db' | 'clock'>,
    changeMark: ChangeMark,
    report: (line: string) => void,
  ) {
    this.#context = context
    this.#changeMark = changeMark
    this.#report = report
  }

  async read(associationId: string): Promise<KeptBoard | null> {
    const [now, mark] = [this.#context.clock(), this.#changeMark()]
    const kept = this.#kept.get(associationId)
    const holds = kept && kept.mark === mark && kept.from <= now && now < kept.until
    const found = holds ? await kept.found : await this.#readAnew(associationId, mark, now)
    return found && { ...found, board: { ...found.board, asOf: writtenInstant(now) } }
  }

  async listen(
    associationId: string,
    listener: Listener,
    mayRead: () => Promise<boolean>,
  ): Promise<ReadableStream<Uint8Array> | null> {
    if (!this.#revisions.has(associationId)) await this.#learn([associationId])
    const here = [...this.#seats]
    const sameBy = here.filter(({ by }) => by === listener.by).length
    const sameAddress = here.filter(({ address }) => address === listener.address).length
    if (sameBy >= MOST.by || sameAddress >= MOST.address || here.length >= MOST.all) return null
    let seat: Seat | null = null
    const stream = new ReadableStream<Uint8Array>({
      start: controller => {
        const now = performance.now()
        const times = { beatAt: now, askAt: now + ASKS_AGAIN_MS }
        seat = { ...listener, associationId, stream: controller, mayRead, ...times }
        this.#seats.add(seat)
        this.#timer ??= this.#begin()
      },
      cancel: () => {
        if (seat) this.#leave(seat)
      },
    })
    return stream
  }

  /** How many listen. */
  get listeners(): number {
    return this.#seats.size
  }

  /** Ends every stream. */
  close(): void {
    for (const seat of this.#seats) this.#end(seat)
  }

  #readAnew(associationId: string, mark: number, now: Instant): FoundBoard {
    const found = readBoard(this.#context.db, associationId, now, localDayOf(now)).then(board =>
      board.ok ? { board: board.value, etag: etagOf(board.value) } : null,
    )
    const kept = { mark, from: now, until: Number.POSITIVE_INFINITY, found }
    this.#kept.set(associationId, kept)
    const forget = () => {
      if (this.#kept.get(associationId) === kept) this.#kept.delete(associationId)
    }
    found.then(board => {
      if (board) kept.until = Date.parse(board.board.validUntil)
      else forget()
    }, forget)
    return found
  }

  /** Does not keep the program running: a stream that nobody ended must not. */
  #begin(): NodeJS.Timeout {
    return setInterval(() => void this.#look(), LOOKS_EVERY_MS).unref()
  }

  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      await this.#tell()
      const now = performance.now()
      for (const seat of this.#seats) if (now >= seat.beatAt) this.#send(seat, BEAT)
      const due = [...this.#seats].filter(({ askAt }) => now >= askAt)
      for (const seat of due.slice(0, MOST_ASKED)) await this.#askAgain(seat)
    } catch (error) {
      this.#report(`boards: ${(error as Error).stack ?? error}`)
    } finally {
      this.#looking = false
    }
  }

  /** Tells whoever listens to an association of which what is shown has changed. */
  async #tell(): Promise<void> {
    const mark = this.#changeMark()
    const listened = [...new Set([...this.#seats].map(({ associationId }) => associationId))]
    if (mark === this.#mark) return
    const changed = await this.#learn(listened)
    this.#mark = mark
    for (const seat of this.#seats)
      if (changed.has(seat.associationId)) {
        this.#send(seat, CHANGED)
        // What changed may be that a link was revoked.
        seat.askAt = 0
      }
  }

  /** Asks where associations stand; those of which something has changed since the last time. */
  async #learn(associationIds: readonly string[]): Promise<ReadonlySet<string>> {
    const changed = new Set<string>()
    for (const { id, shown_revision } of await boards.listShownRevisions(this.#context.db, associationIds)) {
      if ((this.#revisions.get(id) ?? shown_revision) !== shown_revision) changed.add(id)
      this.#revisions.set(id, shown_revision)
    }
    return changed
  }

  async #askAgain(seat: Seat): Promise<void> {
    seat.askAt = performance.now() + ASKS_AGAIN_MS
    if (!(await seat.mayRead())) this.#end(seat)
  }

  #send(seat: Seat, what: Uint8Array): void {
    seat.beatAt = performance.now() + BEATS_EVERY_MS
    if ((seat.stream.desiredSize ?? 0) < -MOST_UNREAD) this.#end(seat)
    else seat.stream.enqueue(what)
  }

  #end(seat: Seat): void {
    if (!this.#leave(seat)) return
    seat.stream.enqueue(END)
    seat.stream.close()
  }

  /** False when they had left before. */
  #leave(seat: Seat): boolean {
    const left = this.#seats.delete(seat)
    if (this.#seats.size === 0 && this.#timer) {
      clearInterval(this.#timer)
      this.#timer = null
      this.#revisions.clear()
    }
    return left
  }
}

type FoundBoard = Promise<KeptBoard | null>

/** Of all that the board says but the hour: what has not changed since has the same. */
function etagOf({ asOf: _, ...content }: Board): string {
  return `"${hash('sha256', JSON.stringify(content), 'base64url').slice(0, 27)}"`
}
