import type { Board } from './board.ts'
import { OPEN } from './problem.ts'

/**
 * Gives the given slots to their people, then the pinned ones, in order, where they may be taken beside what is given
 * and the pins before; false when not all pins.
 */
export function placePins(board: Board): boolean {
  const { given, pinned } = board.problem
  given.forEach((person, slot) => {
    if (person !== OPEN) board.place(person, slot)
  })
  let all = true
  pinned.forEach((person, slot) => {
    if (person === OPEN || given[slot] !== OPEN) return
    if (board.mayTake(person, slot)) board.place(person, slot)
    else all = false
  })
  return all
}

/** Gives every free slot in turn to the candidate who makes the rota cheapest, lawful or not. */
export function placeCheapest(board: Board): void {
  for (const slot of board.problem.free) {
    const person = cheapest(board, slot, () => true)
    if (person !== OPEN) board.place(person, slot)
  }
}

/**
 * Puts the lawful placements of `holders` on a board that has its pins, in order of slots, then fills what is
 * open: by somebody who may take it, or by somebody who may once another takes over one of their slots.
 * Every rule but the minimum holds afterwards, and no open slot is left that anybody may simply take.
 */
export function settle(board: Board, holders: Int32Array): void {
  for (const slot of board.problem.free) {
    const person = holders[slot] ?? OPEN
    if (person !== OPEN && board.mayTake(person, slot)) board.place(person, slot)
  }
  let filled = true
  while (filled) {
    filled = false
    for (const slot of board.problem.free) {
      if (board.holder[slot] === OPEN && (fill(board, slot) || fillByHandingOver(board, slot))) filled = true
    }
  }
}

function fill(board: Board, slot: number): boolean {
  const person = cheapest(board, slot, one => board.mayTake(one, slot))
  if (person !== OPEN) board.place(person, slot)
  return person !== OPEN
}

function fillByHandingOver(board: Board, slot: number): boolean {
  for (const person of board.problem.candidates[slot] ?? []) {
    const own = Array.from({ length: board.countOf(person) }, (_, index) => board.heldBy(person, index))
    for (const given of own.filter(one => board.problem.pinned[one] === OPEN)) {
      board.lift(given)
      if (board.mayTake(person, slot)) {
        board.place(person, slot)
        if (fill(board, given)) return true
        board.lift(slot)
      }
      board.place(person, given)
    }
  }
  return false
}

/** The candidate for an open slot who makes the rota cheapest, the first of equals, or `OPEN`. */
function cheapest(board: Board, slot: number, may: (person: number) => boolean): number {
  let best = OPEN
  let bestCost = Number.POSITIVE_INFINITY
  for (const person of board.problem.candidates[slot] ?? []) {
    if (!may(person)) continue
    board.place(person, slot)
    if (board.cost < bestCost) [best, bestCost] = [person, board.cost]
    board.lift(slot)
  }
  return best
}
