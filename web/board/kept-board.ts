import type { Board } from '../../server/coverage/board/board-view.ts'
import type { Instant } from '../../server/time/clock.ts'

/** A board as it last came. */
export type KeptBoard = { board: Board; etag: string; confirmedAt: Instant }

const KEY = 'rinban.board'

/** The board this browser showed last; where storage is refused, none is kept. */
export function keptBoard(associationId: string | null): KeptBoard | null {
  try {
    const kept: KeptBoard | null = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    return kept && (associationId === null || kept.board.association.id === associationId) ? kept : null
  } catch {
    return null
  }
}

export function keepBoard(kept: KeptBoard): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // Not there when the connection is lost, which the page says.
  }
}

/** Whoever may not read it any more must not find it here. */
export function forgetBoard(): void {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Nothing is kept.
  }
}
