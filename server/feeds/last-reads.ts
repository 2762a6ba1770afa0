import type { Instant } from '../time/clock.ts'
import { HOUR } from '../time/interval.ts'
import type { KeptFeed } from './kept-feeds.ts'

export type LastRead = { id: string; at: Instant; by: string }

/** A program that names itself at length is known by the beginning. */
const LONGEST_NAME = 120

/** Gathers when subscriptions were read: again after an hour, or when another program reads. */
export class LastReads {
  readonly #due = new Map<string, LastRead>()

  note(feed: Pick<KeptFeed, 'id' | 'lastRead'>, at: Instant, userAgent: string): void {
    const by = userAgent.length > LONGEST_NAME ? userAgent.slice(0, LONGEST_NAME) : userAgent
    if (at < feed.lastRead.at + HOUR && by === feed.lastRead.by) return
    feed.lastRead = { at, by }
    this.#due.set(feed.id, { id: feed.id, at, by })
  }

  /** What has come together, the oldest first, and no more than `most`: the rest can wait for the next time. */
  take(most: number): LastRead[] {
    const due = [...this.#due.values().take(most)]
    for (const { id } of due) this.#due.delete(id)
    return due
  }
}
