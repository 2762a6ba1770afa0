import { daysBetween } from '../../time/local-day.ts'
import { type Assignment, isOnceAYear, type OnceAYear, type RotaInstance, type RotaUnit } from './instance.ts'

/** A hard rule broken, by identifiers. */
export type Violation =
  | { kind: 'unknownAssignment'; unit: string; post: string; person: string }
  | { kind: 'unfilled'; unit: string; post: string }
  | { kind: 'filledTwice'; unit: string; post: string; people: string[] }
  | { kind: 'otherBlock'; unit: string; person: string }
  | { kind: 'unavailable'; unit: string; person: string }
  | { kind: 'barredGroup'; unit: string; person: string }
  | { kind: 'twoPosts'; unit: string; person: string }
  | { kind: 'withinGap'; person: string; unit: string; otherUnit: string; daysApart: number }
  | { kind: 'atTheSameTime'; person: string; unit: string; otherUnit: string }
  | { kind: 'sameClinic'; unit: string; clinic: string; people: string[] }
  | { kind: 'groupTwice'; person: string; group: OnceAYear; units: string[] }
  | { kind: 'belowMin'; person: string; count: number; min: number }
  | { kind: 'aboveMax'; person: string; count: number; max: number }
  | { kind: 'pinBroken'; unit: string; post: string; person: string }

/** Two units that share an instant; wall clocks of one zone without summer time compare as text. */
export const sameTime = (a: RotaUnit, b: RotaUnit): boolean => a.start < b.end && b.start < a.end

const pairKey = (a: string, b: string): string => JSON.stringify([a, b])

/**
 * Every hard rule of `rinban-rota/1` that the assignments break, each once; empty means lawful and complete.
 *
 * - `withinGap`: days apart fewer than `minGapDays`, once for each pair of units, the earlier unit second.
 * - `atTheSameTime`: a pair far enough apart in days whose hours still overlap (36-hour units with a gap
 *   of 0 or 1): nobody can be in two places, whatever the gap.
 * - counts are of unit × post; `twoPosts` is named once for a person and unit.
 * - assignments that name something the instance does not have are reported and count for nothing else.
 */
export function violationsOf(instance: RotaInstance, assignments: readonly Assignment[]): Violation[] {
  const units = new Map(instance.units.map(unit => [unit.id, unit]))
  const people = new Map(instance.people.map(person => [person.id, person]))
  const posts = new Set(instance.posts)
  const away = new Set(instance.unavailable.map(({ person, unit }) => pairKey(person, unit)))
  const found: Violation[] = []

  const known = assignments.filter(({ unit, post, person }) => {
    const exists = units.has(unit) && posts.has(post) && people.has(person)
    if (!exists) found.push({ kind: 'unknownAssignment', unit, post, person })
    return exists
  })
  const byUnit = Map.groupBy(known, ({ unit }) => unit)
  const byPerson = Map.groupBy(known, ({ person }) => person)

  for (const unit of instance.units) {
    const held = byUnit.get(unit.id) ?? []
    for (const post of instance.posts) {
      const holders = held.filter(one => one.post === post).map(({ person }) => person)
      if (holders.length === 0) found.push({ kind: 'unfilled', unit: unit.id, post })
      if (holders.length > 1) found.push({ kind: 'filledTwice', unit: unit.id, post, people: holders })
    }
    const holders = [...new Set(held.map(({ person }) => person))]
    const byClinic = Map.groupBy(holders, person => people.get(person)?.clinic ?? '')
    for (const [clinic, together] of byClinic) {
      if (together.length > 1) found.push({ kind: 'sameClinic', unit: unit.id, clinic, people: together })
    }
  }

  for (const person of instance.people) {
    const held = byPerson.get(person.id) ?? []
    const times = Map.groupBy(held, ({ unit }) => unit)
    const own = instance.units.filter(unit => times.has(unit.id))
    for (const unit of own) {
      const about = { unit: unit.id, person: person.id }
      if (!person.blocks.includes(unit.block)) found.push({ kind: 'otherBlock', ...about })
      if (away.has(pairKey(person.id, unit.id))) found.push({ kind: 'unavailable', ...about })
      if (unit.group && person.notGroups.includes(unit.group)) found.push({ kind: 'barredGroup', ...about })
      if ((times.get(unit.id)?.length ?? 0) > 1) found.push({ kind: 'twoPosts', ...about })
    }
    own.sort((a, b) => daysBetween(b.day, a.day))
    own.forEach((unit, index) => {
      for (const other of own.slice(0, index)) {
        const daysApart = daysBetween(other.day, unit.day)
        const pair = { person: person.id, unit: unit.id, otherUnit: other.id }
        if (daysApart < instance.minGapDays) found.push({ kind: 'withinGap', ...pair, daysApart })
        else if (sameTime(unit, other)) found.push({ kind: 'atTheSameTime', ...pair })
      }
    })
    for (const [group, grouped] of Map.groupBy(own, unit => unit.group)) {
      if (grouped.length > 1 && isOnceAYear(group)) {
        found.push({ kind: 'groupTwice', person: person.id, group, units: grouped.map(unit => unit.id) })
      }
    }
    const { min, max } = person
    if (held.length < min) found.push({ kind: 'belowMin', person: person.id, count: held.length, min })
    if (held.length > max) found.push({ kind: 'aboveMax', person: person.id, count: held.length, max })
  }

  const placed = new Set(known.map(({ unit, post, person }) => JSON.stringify([unit, post, person])))
  for (const { unit, post, person } of instance.pins) {
    if (!placed.has(JSON.stringify([unit, post, person]))) {
      found.push({ kind: 'pinBroken', unit, post, person })
    }
  }
  return found
}
