import type { Interval } from '../time/interval.ts'
import type { PreparedDocument } from './prepare-document.ts'

/** A document with what must still be so for it to be the answer. */
export type KeptFeed = {
  /** The subscription, and when and by which program it was read last. */
  id: string
  lastRead: { at: number; by: string }
  document: PreparedDocument
  /** The day on which it was made: the window moves at midnight, and what expires does so then. */
  day: Interval
  /** All that is kept of the subscription, and the revisions of what it shows. */
  stamp: string
  /** The database's mark at which the stamp was read last. */
  mark: number
}

/** The documents used of late, by the hash of their token, as far as `most` bytes go. */
export class KeptFeeds {
  readonly #feeds = new Map<string, { feed: KeptFeed; used: boolean }>()
  readonly #most: number
  #bytes = 0

  constructor(most: number) {
    this.#most = most
  }

  get(hash: string): KeptFeed | undefined {
    const entry = this.#feeds.get(hash)
    if (entry) entry.used = true
    return entry?.feed
  }

  set(hash: string, feed: KeptFeed): void {
    this.delete(hash)
    this.#feeds.set(hash, { feed, used: false })
    this.#bytes += feed.document.size
    // In the order in which they were put in; one that was used since then is put in anew.
    for (const [oldest, entry] of this.#feeds) {
      if (this.#bytes <= this.#most) return
      if (!entry.used) this.delete(oldest)
      else {
        this.#feeds.delete(oldest)
        this.#feeds.set(oldest, { feed: entry.feed, used: false })
      }
    }
  }

  delete(hash: string): void {
    this.#bytes -= this.#feeds.get(hash)?.feed.document.size ?? 0
    this.#feeds.delete(hash)
  }
}
