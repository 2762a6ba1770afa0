import type { Assignment, RotaInstance } from './optimiser/instance.ts'

/**
 * What a rota maker leaves as it is, in the order of units and posts: duties that have begun, and in the units still
 * to come what the secretariat has settled (固定).
 */
export function pinsOf(begun: readonly Assignment[], settled: readonly Assignment[]): Assignment[] {
  const past = new Set(begun.map(({ unit }) => unit))
  return inOrder([...begun, ...settled.filter(({ unit }) => !past.has(unit))])
}

/** Assignments in the order of units and posts, so that the same input always has the same hash. */
export const inOrder = (assignments: readonly Assignment[]): Assignment[] =>
  assignments.toSorted((a, b) => (a.unit === b.unit ? byText(a.post, b.post) : byText(a.unit, b.unit)))

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The instance in which nobody is barred from a duty they have already begun: what was said of it since (不可, a
 * holiday held in the year before) comes too late to make a rota impossible.
 */
export function withPast(instance: RotaInstance, begun: readonly Assignment[]): RotaInstance {
  const held = new Set(begun.map(({ person, unit }) => `${person}\n${unit}`))
  const groups = new Map(instance.units.map(({ id, group }) => [id, group]))
  const begunGroups = new Set(begun.map(({ person, unit }) => `${person}\n${groups.get(unit)}`))
  return {
    ...instance,
    unavailable: instance.unavailable.filter(({ person, unit }) => !held.has(`${person}\n${unit}`)),
    people: instance.people.map(person => ({
      ...person,
      notGroups: person.notGroups.filter(group => !begunGroups.has(`${person.id}\n${group}`)),
    })),
  }
}
