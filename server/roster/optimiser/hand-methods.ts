import { assignmentsOf } from './assignments.ts'
import { Board, NO_PENALTIES } from './board.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import { OPEN, problemOf } from './problem.ts'
import { placePins } from './settle.ts'

/** Chooses among those who may take a unit. */
type Method = (instance: RotaInstance) => {
  choose: (able: readonly number[], board: Board) => number
  took: (person: number, unit: number) => void
}

/** Down the list, whoever cannot is skipped until the next time round. */
const roundRobin: Method = ({ people }) => {
  let next = 0
  const turn = (person: number): number => (person - next + people.length) % people.length
  return {
    choose: able => able.toSorted((a, b) => turn(a) - turn(b))[0] ?? OPEN,
    took: person => {
      next = (person + 1) % people.length
    },
  }
}

/** Whoever has waited longest since their last unit. */
const leastRecentlyServed: Method = () => {
  const last = new Map<number, number>()
  const since = (person: number): number => last.get(person) ?? -1
  return {
    choose: able => able.toSorted((a, b) => since(a) - since(b) || a - b)[0] ?? OPEN,
    took: (person, unit) => {
      last.set(person, unit)
    },
  }
}

/** Whoever has the least burden for their share, what was carried over counted. */
const leastLoaded: Method = ({ people }) => ({
  choose: (able, board) => {
    const load = (person: number): number =>
      (board.loadOf(person) + (people[person]?.opening ?? 0)) / (people[person]?.share ?? 1)
    return able.toSorted((a, b) => load(a) - load(b) || a - b)[0] ?? OPEN
  },
  took: () => undefined,
})

/** How rotas are made by hand: unit by unit in order of time, never looking back. */
export const HAND_METHODS = { roundRobin, leastRecentlyServed, leastLoaded }

/** The rota that a method makes; a post stays open when nobody may take it. */
export function dealByHand(instance: RotaInstance, method: Method): Assignment[] {
  const board = new Board(problemOf(instance, 'hard'), NO_PENALTIES)
  const { choose, took } = method(instance)
  placePins(board)
  const { free, candidates, unitOf, day } = board.problem
  const inOrder = [...free].sort((a, b) => (day[unitOf[a] ?? 0] ?? 0) - (day[unitOf[b] ?? 0] ?? 0) || a - b)
  for (const slot of inOrder) {
    const able = [...(candidates[slot] ?? [])].filter(person => board.mayTake(person, slot))
    const person = choose(able, board)
    if (person === OPEN) continue
    board.place(person, slot)
    took(person, unitOf[slot] ?? 0)
  }
  return assignmentsOf(instance, board.holder)
}
