import { Board, NO_PENALTIES } from './board.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import { OPEN, problemOf } from './problem.ts'

/** A board with the assignments on it, lawful or not; what names something unknown, or a post again, is left out. */
export function placeRota(instance: RotaInstance, assignments: readonly Assignment[]): Board {
  const board = new Board(problemOf(instance, 'hard'), NO_PENALTIES)
  const units = new Map(instance.units.map(({ id }, index) => [id, index]))
  const people = new Map(instance.people.map(({ id }, index) => [id, index]))
  for (const one of assignments) {
    const [unit, post] = [units.get(one.unit), instance.posts.indexOf(one.post)]
    const person = people.get(one.person)
    if (unit === undefined || post < 0 || person === undefined) continue
    const slot = unit * instance.posts.length + post
    if (board.holder[slot] === OPEN) board.place(person, slot)
  }
  return board
}

/** The slot of a unit and post. */
export const slotOf = (
  { units, posts }: RotaInstance,
  { unit, post }: { unit: string; post: string },
): number => units.findIndex(({ id }) => id === unit) * posts.length + posts.indexOf(post)
