import type { Assignment, RotaInstance } from './instance.ts'
import { OPEN } from './problem.ts'

/** The assignments of a board's holders, in the order of units and posts; open slots are left out. */
export const assignmentsOf = ({ units, posts, people }: RotaInstance, holders: Int32Array): Assignment[] =>
  units.flatMap(({ id }, unit) =>
    posts.flatMap((post, index) => {
      const person = people[holders[unit * posts.length + index] ?? OPEN]
      return person ? [{ unit: id, post, person: person.id }] : []
    }),
  )
