import { Board, NO_PENALTIES } from './board.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import { OPEN, problemOf } from './problem.ts'

/** A board with the assignments on it, lawful or not; they must name what the instance has, each post once. */
export function placeRota(instance: RotaInstance, assignments: readonly Assignment[]): Board {
  const board = new Board(problemOf(instance, 'hard'), NO_PENALTIES)
  const people = new Map(instance.people.map(({ id }, index) => [id, index]))
  for (const one of assignments) {
    const slot = slotOf(instance, one)
    if (board.holder[slot] === OPEN) board.place(people.get(one.person) ?? OPEN, slot)
  }
  return board
}

/** The slot of a unit and post. */
export const slotOf = (
  { units, posts }: RotaInstance,
  { unit, post }: { unit: string; post: string },
): number => units.findIndex(({ id }) => id === unit) * posts.length + posts.indexOf(post)
