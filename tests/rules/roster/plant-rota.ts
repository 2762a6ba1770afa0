import type {
  Assignment,
  RotaInstance,
  RotaPerson,
  RotaUnit,
} from '../../../server/roster/optimiser/instance.ts'
import { daysBetween } from '../../../server/time/local-day.ts'

const overlap = (one: RotaUnit, other: RotaUnit): boolean => one.start < other.end && other.start < one.end

/** Deals every unit to people who are not on duty at that hour; units for which there are too few are left out. */
export function plant({ units, posts, people }: RotaInstance, dice: readonly number[]): Assignment[] {
  const held: { unit: RotaUnit; person: string }[] = []
  return units.flatMap((unit, index) => {
    const free = people
      .map(({ id }) => id)
      .filter(id => !held.some(one => one.person === id && overlap(one.unit, unit)))
    if (free.length < posts.length) return []
    const first = dice[index % dice.length] ?? 0
    return posts.map((post, place) => {
      const person = free[(first + place) % free.length] ?? ''
      held.push({ unit, person })
      return { unit: unit.id, post, person }
    })
  })
}

/** The instance with only those of its rules that the planted rota keeps. */
export function around(instance: RotaInstance, planted: readonly Assignment[], tight: boolean): RotaInstance {
  const units = instance.units.filter(({ id }) => planted.some(({ unit }) => unit === id))
  const remains = ({ unit }: { unit: string }): boolean => units.some(({ id }) => id === unit)
  const has = (pair: { person: string; unit: string }): boolean =>
    planted.some(({ unit, person }) => unit === pair.unit && person === pair.person)
  const heldBy = (person: RotaPerson): RotaUnit[] =>
    units.filter(({ id }) => has({ person: person.id, unit: id }))
  const postsOf = ({ id }: RotaPerson): string[] =>
    planted.filter(({ person }) => person === id).map(({ post }) => post)
  const gaps = instance.people.flatMap(person =>
    heldBy(person).flatMap(one =>
      heldBy(person)
        .filter(other => other !== one)
        .map(other => Math.abs(daysBetween(one.day, other.day))),
    ),
  )
  const people = instance.people.map((person, index) => {
    const held = heldBy(person)
    const beside = instance.people.some(
      other =>
        other !== person && other.clinic === person.clinic && heldBy(other).some(unit => held.includes(unit)),
    )
    return {
      ...person,
      clinic: beside ? `own ${index}` : person.clinic,
      blocks: [...new Set([...person.blocks, ...held.map(({ block }) => block)])].filter(block =>
        units.some(unit => unit.block === block),
      ),
      ...(person.posts ? { posts: [...new Set([...person.posts, ...postsOf(person)])] } : {}),
      notGroups: person.notGroups.filter(barred => !held.some(({ group }) => group === barred)),
      min: tight ? held.length : Math.min(person.min, held.length),
      max: tight ? held.length : Math.max(person.max, held.length),
    }
  })
  const again = new Set(
    people.flatMap(person => {
      const groups = heldBy(person).filter(({ group }) => group === 'yearEnd' || group === 'goldenWeek')
      return groups.filter((unit, index) => groups.findIndex(({ group }) => group === unit.group) < index)
    }),
  )
  return {
    ...instance,
    minGapDays: Math.min(instance.minGapDays, ...gaps),
    units: units.map(unit => (again.has(unit) ? { ...unit, group: null } : unit)),
    people,
    unavailable: instance.unavailable.filter(pair => remains(pair) && !has(pair)),
    want: instance.want.filter(remains),
    avoid: instance.avoid.filter(remains),
    pins: instance.pins.filter(pin =>
      planted.some(one => one.unit === pin.unit && one.post === pin.post && one.person === pin.person),
    ),
    ...(instance.published ? { published: instance.published.filter(remains) } : {}),
  }
}
