import type { Board } from './board.ts'
import { OPEN, type Problem } from './problem.ts'
import type { Random } from './random.ts'

/** A change of one to three slots: the first `size` of `slots` go to the people beside them, `OPEN` to nobody. */
export type Move = { size: number; slots: Int32Array; people: Int32Array }

export const noMove = (): Move => ({ size: 0, slots: new Int32Array(3), people: new Int32Array(3) })

/**
 * Draws a move into `move`: of ten draws four reassign a slot to another candidate, four swap it against a slot
 * that candidate holds, two go round three people. Only free slots move, and only to people who are eligible
 * for them. `mayOpen` lets a reassignment leave the slot open. False when the draw leads to nothing.
 */
export function drawMove(move: Move, board: Board, random: Random, mayOpen: boolean): boolean {
  const { free, candidates } = board.problem
  const slot = free[random.below(free.length)] as number
  const choice = candidates[slot] as Int32Array
  const draw = random.below(choice.length + (mayOpen ? 1 : 0))
  const taker = draw < choice.length ? (choice[draw] as number) : OPEN
  const holder = board.holder[slot] as number
  if (taker === holder) return false

  const kind = random.below(10)
  move.size = 1
  put(move, 0, slot, taker)
  if (kind < 4 || taker === OPEN) return true

  const given = heldBy(board, taker, random)
  if (given === OPEN) return false
  if (kind < 8) {
    move.size = 2
    put(move, 1, given, holder)
    return fits(board.problem, holder, given)
  }
  const between = free[random.below(free.length)] as number
  const third = board.holder[between] as number
  if (third === holder || third === taker) return false
  move.size = 3
  put(move, 1, between, holder)
  put(move, 2, given, third)
  return fits(board.problem, holder, between) && fits(board.problem, third, given)
}

/** How much the cost would rise by the move: for each person who loses or gains, and between people. */
export function riseOf(move: Move, board: Board): number {
  const { size, slots, people } = move
  const { open, rule } = board.penalties
  let rise = 0
  for (let index = 0; index < size; index++) {
    const slot = slots[index] as number
    const taker = people[index] as number
    const giver = board.holder[slot] as number
    let lost = OPEN
    let gains = false
    for (let other = 0; other < size; other++) {
      if (board.holder[slots[other] as number] === taker) lost = slots[other] as number
      if (people[other] === giver) gains = true
    }
    if (taker === OPEN) rise += open
    else rise += board.rise(taker, lost, slot)
    if (giver === OPEN) rise -= open
    else if (!gains) rise += board.rise(giver, slot, OPEN)
  }
  return board.problem.posts === 1 ? rise : rise + rule * moreOfOneClinic(move, board)
}

/** How many more pairs of one clinic there would be in the units of the move. */
function moreOfOneClinic(move: Move, board: Board): number {
  const { posts, unitOf, clinic } = board.problem
  let more = 0
  for (let index = 0; index < move.size; index++) {
    const unit = unitOf[move.slots[index] as number] as number
    if (index > 0 && unit === unitOf[move.slots[0] as number]) continue
    if (index > 1 && unit === unitOf[move.slots[1] as number]) continue
    for (let slot = unit * posts; slot < (unit + 1) * posts; slot++) {
      for (let other = slot + 1; other < (unit + 1) * posts; other++) {
        const [a, b] = [board.holder[slot] as number, board.holder[other] as number]
        const [c, d] = [holderAfter(move, board, slot), holderAfter(move, board, other)]
        if (c !== OPEN && d !== OPEN && c !== d && clinic[c] === clinic[d]) more++
        if (a !== OPEN && b !== OPEN && a !== b && clinic[a] === clinic[b]) more--
      }
    }
  }
  return more
}

function holderAfter({ size, slots, people }: Move, board: Board, slot: number): number {
  for (let index = 0; index < size; index++) if (slots[index] === slot) return people[index] as number
  return board.holder[slot] as number
}

/** Makes the move and leaves its opposite in `move`: making that one too restores the board. */
export function makeMove(move: Move, board: Board): void {
  const { size, slots, people } = move
  for (let index = 0; index < size; index++) {
    const slot = slots[index] as number
    const before = board.holder[slot] as number
    if (before !== OPEN) board.lift(slot)
    if (people[index] !== OPEN) board.place(people[index] as number, slot)
    people[index] = before
  }
}

function put(move: Move, index: number, slot: number, person: number): void {
  move.slots[index] = slot
  move.people[index] = person
}

/** A free slot that the person holds, drawn evenly over all they hold, or `OPEN`. */
function heldBy(board: Board, person: number, random: Random): number {
  const count = board.countOf(person)
  if (count === 0) return OPEN
  const slot = board.heldBy(person, random.below(count))
  return board.problem.pinned[slot] === OPEN ? slot : OPEN
}

const fits = ({ eligible, slots }: Problem, person: number, slot: number): boolean =>
  person === OPEN || eligible[person * slots + slot] === 1
