import { daysBetween } from '../../time/local-day.ts'
import { isOnceAYear, type OnceAYear } from './group.ts'
import type { Assignment, RotaInstance, RotaPerson, RotaUnit } from './instance.ts'

/** A hard rule broken, by identifiers. */
export type Violation =
  | { kind: 'unknownAssignment'; unit: string; post: string; person: string }
  | { kind: 'unfilled'; unit: string; post: string }
  | { kind: 'filledTwice'; unit: string; post: string; people: string[] }
  | { kind: 'otherBlock'; unit: string; person: string }
  | { kind: 'otherPost'; unit: string; post: string; person: string }
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

/** True when a person may take a post; without a list of their own, every one. */
export const takesPost = ({ posts }: RotaPerson, post: string): boolean => posts?.includes(post) ?? true

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
  const rules = hardRulesOf(instance)
  const [known, unknown] = [assignments.filter(rules.knows), assignments.filter(one => !rules.knows(one))]
  const byUnit = Map.groupBy(known, ({ unit }) => unit)
  const byPerson = Map.groupBy(known, ({ person }) => person)
  return [
    ...unknown.map(({ unit, post, person }) => ({ kind: 'unknownAssignment' as const, unit, post, person })),
    ...instance.units.flatMap(unit => rules.ofUnit(unit, byUnit.get(unit.id) ?? [])),
    ...instance.people.flatMap(person => rules.ofPerson(person, byPerson.get(person.id) ?? [])),
    ...instance.pins.flatMap(pin => rules.ofPin(pin, byUnit.get(pin.unit) ?? [])),
  ]
}

/** The hard rules of an instance, each for what it is about; assignments given to them must be known. */
export function hardRulesOf(instance: RotaInstance) {
  const units = new Map(instance.units.map((unit, place) => [unit.id, { unit, place }]))
  const people = new Map(instance.people.map(person => [person.id, person]))
  const day = instance.units.map(unit => daysBetween(instance.firstDay, unit.day))
  const away = Map.groupBy(instance.unavailable, ({ person }) => person)

  /** False for an assignment that names something the instance does not have. */
  const knows = ({ unit, post, person }: Assignment): boolean =>
    units.has(unit) && instance.posts.includes(post) && people.has(person)

  /** What the holders of one unit's posts break together. */
  function ofUnit({ id: unit }: RotaUnit, held: readonly Assignment[]): Violation[] {
    const found: Violation[] = []
    for (const post of instance.posts) {
      const holders = held.filter(one => one.post === post).map(({ person }) => person)
      if (holders.length === 0) found.push({ kind: 'unfilled', unit, post })
      if (holders.length > 1) found.push({ kind: 'filledTwice', unit, post, people: holders })
    }
    const holders = [...new Set(held.map(({ person }) => person))]
    for (const [clinic, together] of Map.groupBy(holders, person => people.get(person)?.clinic ?? '')) {
      if (together.length > 1) found.push({ kind: 'sameClinic', unit, clinic, people: together })
    }
    return found
  }

  /** What the duties of one person break among each other. */
  function ofPerson(about: RotaPerson, held: readonly Assignment[]): Violation[] {
    const { id: person, min, max } = about
    const found: Violation[] = []
    const times = Map.groupBy(held, ({ unit }) => unit)
    const own = [...times.keys()].flatMap(id => units.get(id) ?? []).sort((a, b) => a.place - b.place)
    const cannot = new Set(away.get(person)?.map(({ unit }) => unit))
    for (const { unit } of own) {
      const posts = times.get(unit.id)?.map(({ post }) => post) ?? []
      const barred = unit.group !== null && about.notGroups.includes(unit.group)
      if (!about.blocks.includes(unit.block)) found.push({ kind: 'otherBlock', unit: unit.id, person })
      for (const post of posts) {
        if (!takesPost(about, post)) found.push({ kind: 'otherPost', unit: unit.id, post, person })
      }
      if (cannot.has(unit.id)) found.push({ kind: 'unavailable', unit: unit.id, person })
      if (barred) found.push({ kind: 'barredGroup', unit: unit.id, person })
      if (posts.length > 1) found.push({ kind: 'twoPosts', unit: unit.id, person })
    }
    const dayOf = ({ place }: { place: number }): number => day[place] ?? 0
    own.sort((a, b) => dayOf(a) - dayOf(b))
    own.forEach((one, index) => {
      for (const other of own.slice(0, index)) {
        const daysApart = dayOf(one) - dayOf(other)
        const pair = { person, unit: one.unit.id, otherUnit: other.unit.id }
        if (daysApart < instance.minGapDays) found.push({ kind: 'withinGap', ...pair, daysApart })
        else if (sameTime(one.unit, other.unit)) found.push({ kind: 'atTheSameTime', ...pair })
      }
    })
    for (const [group, grouped] of Map.groupBy(own, ({ unit }) => unit.group)) {
      if (grouped.length > 1 && isOnceAYear(group)) {
        found.push({ kind: 'groupTwice', person, group, units: grouped.map(({ unit }) => unit.id) })
      }
    }
    if (held.length < min) found.push({ kind: 'belowMin', person, count: held.length, min })
    if (held.length > max) found.push({ kind: 'aboveMax', person, count: held.length, max })
    return found
  }

  /** Whether a pin is kept by the holders of its unit. */
  const ofPin = ({ unit, post, person }: Assignment, held: readonly Assignment[]): Violation[] =>
    held.some(one => one.post === post && one.person === person)
      ? []
      : [{ kind: 'pinBroken', unit, post, person }]

  return { knows, ofUnit, ofPerson, ofPin }
}
