import { sameTime } from './optimiser/hard-rules.ts'
import type { Assignment, RotaInstance, RotaPerson } from './optimiser/instance.ts'

/** Assignments in the order of units and posts, so that the same input always has the same hash. */
export const inOrder = (assignments: readonly Assignment[]): Assignment[] =>
  assignments.toSorted((a, b) => (a.unit === b.unit ? byText(a.post, b.post) : byText(a.unit, b.unit)))

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const placeOf = ({ unit, post }: Assignment): string => `${unit}\n${post}`
const keyOf = (one: Assignment): string => `${placeOf(one)}\n${one.person}`

/**
 * The instance of a year of which some duties have begun: these are given, whatever rules they break by now, and what
 * is pinned in their place counts no longer.
 */
export function withPast(instance: RotaInstance, begun: readonly Assignment[]): RotaInstance {
  const units = new Set(instance.units.map(({ id }) => id))
  const given = begun.filter(({ unit, post }) => units.has(unit) && instance.posts.includes(post))
  if (given.length === 0) return instance
  const places = new Set(given.map(placeOf))
  const members = new Set(instance.people.map(({ id }) => id))
  const former = new Set(inOrder(given).flatMap(({ person }) => (members.has(person) ? [] : [person])))
  return {
    ...instance,
    people: [...instance.people, ...[...former].map(formerMember)],
    pins: instance.pins.filter(pin => !places.has(placeOf(pin))),
    given: inOrder(given),
  }
}

/** The least share that still is one: too little for a duty, and for a difference to the shares of the others. */
const NEXT_TO_NO_SHARE = 1e-9

/** Somebody who is no member of the year any more, with nothing but what they have held of it. */
const formerMember = (id: string): RotaPerson => ({
  id,
  clinic: `clinic of ${id}`,
  share: NEXT_TO_NO_SHARE,
  blocks: [],
  opening: 0,
  min: 0,
  max: 0,
  notGroups: [],
})

/** What has begun, as far as a draft has it so: what else it says of the past no longer counts. */
export function begunIn(draft: readonly Assignment[], begun: readonly Assignment[]): Assignment[] {
  const drafted = new Set(draft.map(keyOf))
  return begun.filter(one => drafted.has(keyOf(one)))
}

/** Settled assignments (固定) that the year has no place for any more: the unit, the post or the member is gone. */
export function withoutPlace(settled: readonly Assignment[], instance: RotaInstance): Assignment[] {
  const units = new Set(instance.units.map(({ id }) => id))
  const people = new Set(instance.people.map(({ id }) => id))
  const begun = new Set(instance.given?.map(placeOf))
  return settled.filter(
    one =>
      !begun.has(placeOf(one)) &&
      !(units.has(one.unit) && instance.posts.includes(one.post) && people.has(one.person)),
  )
}

/** Pins at the same hours as what the person was given, or is pinned to earlier in the list. */
export function collidingPins({ units, pins, given = [] }: RotaInstance): Assignment[] {
  const hours = new Map(units.map(unit => [unit.id, unit]))
  const fixed = Map.groupBy([...given, ...pins], ({ person }) => person)
  return pins.filter(pin => {
    const unit = hours.get(pin.unit)
    const own = fixed.get(pin.person) ?? []
    return own.slice(0, own.indexOf(pin)).some(other => {
      const before = hours.get(other.unit)
      return unit && before && sameTime(unit, before)
    })
  })
}
