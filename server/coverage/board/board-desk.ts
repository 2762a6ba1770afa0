import type { Board } from './board-view.ts'

/** A board as it is kept ready, with the tag of all it says but the hour. */
export type KeptBoard = { board: Board; etag: string }

/** Who listens, for counting: what they came in by, and the address they came from. */
export type Listener = { by: string; address: string | null }

/** Where boards read; `BoardWatch` is the one there is. */
export type BoardDesk = {
  /** The board of now; null: there is no such association. */
  read(associationId: string): Promise<KeptBoard | null>
  /**
   * A stream of server-sent events: `changed` when something that is shown has changed, `beat` while nothing has, `end`
   * when `mayRead` no longer holds. Every change after it is there is told. Null: too many are
   * open.
   */
  listen(
    associationId: string,
    listener: Listener,
    mayRead: () => Promise<boolean>,
  ): Promise<ReadableStream<Uint8Array> | null>
}
