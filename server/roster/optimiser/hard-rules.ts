import { daysBetween } from '../../time/local-day.ts'
import { fixedIn, limitsBeside } from './given.ts'
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

/** One post of one unit for one person, as text to look it up by. */
export const postKey = ({ person, unit, post }: Assignment): string => JSON.stringify([person, unit, post])

/** True when a person may take a post at all; without a list of their own, every one. */
export const takesPost = ({ posts }: RotaPerson, post: string): boolean => posts?.includes(post) ?? true

/**
 * Every hard rule of `rinban-rota/1` that the assignments break, each once; empty means lawful and complete.
 *
 * - `withinGap`: days apart fewer than `minGapDays`, once for each pair of units, the earlier unit second.
 * - `atTheSameTime`: a pair far enough apart in days whose hours still overlap (36-hour units with a gap
 *   of 0 or 1): nobody can be in two places, whatever the gap.
 * - counts are of unit × post; `twoPosts` is named once for a person and unit.
 * - `otherPost`: one they never take, or not in that unit.
 * - what is given is not judged: a rule is broken only where some other assignment has a part in it (see `given.ts`).
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
    ...fixedIn(instance).flatMap(pin => rules.ofPin(pin, byUnit.get(pin.unit) ?? [])),
  ]
}

/** The units with posts that are not given, and those posts. */
function unitsLeft({ units, posts, given = [] }: RotaInstance): { unit: RotaUnit; posts: string[] }[] {
  const givenIn = Map.groupBy(given, ({ unit }) => unit)
  return units
    .map(unit => ({
      unit,
      posts: posts.filter(post => !givenIn.get(unit.id)?.some(one => one.post === post)),
    }))
    .filter(({ posts: open }) => open.length > 0)
}

/** The hard rules of an instance, each for what it is about; assignments given to them must be known. */
export function hardRulesOf(instance: RotaInstance) {
  const units = new Map(instance.units.map((unit, place) => [unit.id, { unit, place }]))
  const people = new Map(instance.people.map(person => [person.id, person]))
  const day = instance.units.map(unit => daysBetween(instance.firstDay, unit.day))
  const away = new Map(
    [...Map.groupBy(instance.unavailable, ({ person }) => person)].map(
      ([person, own]) => [person, new Set(own.map(({ unit }) => unit))] as const,
    ),
  )
  const notPosts = new Set(instance.notPosts?.map(postKey))
  const given = new Set(instance.given?.map(postKey))
  const left = unitsLeft(instance)
  const isJudged = (one: Assignment): boolean => given.size === 0 || !given.has(postKey(one))

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
      const judged = held.some(one => together.includes(one.person) && isJudged(one))
      if (together.length > 1 && judged) found.push({ kind: 'sameClinic', unit, clinic, people: together })
    }
    return found
  }

  /** What keeps somebody from these posts of a unit, whatever else they have. */
  function barsTo(about: RotaPerson, { id: unit, block, group }: RotaUnit, posts: readonly string[]) {
    const { id: person, blocks, notGroups } = about
    const found: Violation[] = []
    if (!blocks.includes(block)) found.push({ kind: 'otherBlock', unit, person })
    for (const post of posts) {
      const notHere = notPosts.has(postKey({ person, unit, post }))
      if (notHere || !takesPost(about, post)) found.push({ kind: 'otherPost', unit, post, person })
    }
    if (away.get(person)?.has(unit)) found.push({ kind: 'unavailable', unit, person })
    if (group !== null && notGroups.includes(group)) found.push({ kind: 'barredGroup', unit, person })
    return found
  }

  /** The minimum and maximum of somebody, as far as what is given leaves them. */
  function limitsOf(about: RotaPerson): { min: number; max: number } {
    if (given.size === 0) return about
    const own = new Set(instance.given?.flatMap(({ unit, person }) => (person === about.id ? [unit] : [])))
    const open = left.filter(
      ({ unit, posts }) => !own.has(unit.id) && posts.some(post => barsTo(about, unit, [post]).length === 0),
    )
    return limitsBeside(about, own.size, open.length)
  }

  /** What the duties of one person break among each other. */
  function ofPerson(about: RotaPerson, held: readonly Assignment[]): Violation[] {
    const { id: person } = about
    const found: Violation[] = []
    const times = Map.groupBy(held, ({ unit }) => unit)
    const own = [...times.keys()].flatMap(id => units.get(id) ?? []).sort((a, b) => a.place - b.place)
    const judged = new Set(held.filter(isJudged).map(({ unit }) => unit))
    for (const { unit } of own) {
      if (!judged.has(unit.id)) continue
      const posts = times.get(unit.id) ?? []
      const toJudge = posts.filter(isJudged).map(({ post }) => post)
      found.push(...barsTo(about, unit, toJudge))
      if (posts.length > 1) found.push({ kind: 'twoPosts', unit: unit.id, person })
    }
    const dayOf = ({ place }: { place: number }): number => day[place] ?? 0
    own.sort((a, b) => dayOf(a) - dayOf(b))
    own.forEach((one, index) => {
      for (const other of own.slice(0, index)) {
        if (!judged.has(one.unit.id) && !judged.has(other.unit.id)) continue
        const daysApart = dayOf(one) - dayOf(other)
        const pair = { person, unit: one.unit.id, otherUnit: other.unit.id }
        if (daysApart < instance.minGapDays) found.push({ kind: 'withinGap', ...pair, daysApart })
        else if (sameTime(one.unit, other.unit)) found.push({ kind: 'atTheSameTime', ...pair })
      }
    })
    for (const [group, grouped] of Map.groupBy(own, ({ unit }) => unit.group)) {
      if (grouped.length > 1 && isOnceAYear(group) && grouped.some(({ unit }) => judged.has(unit.id))) {
        found.push({ kind: 'groupTwice', person, group, units: grouped.map(({ unit }) => unit.id) })
      }
    }
    // What is given is looked through only for those whom it may concern.
    const outside = held.length < about.min || held.length > about.max
    const { min, max } = outside ? limitsOf(about) : about
    if (held.length < min) found.push({ kind: 'belowMin', person, count: held.length, min })
    if (held.length > max) found.push({ kind: 'aboveMax', person, count: held.length, max })
    return found
  }

  /** Whether a pin is kept by the holders of its unit. */
  const ofPin = ({ unit, post, person }: Assignment, held: readonly Assignment[]): Violation[] =>
    held.some(one => one.post === post && one.person === person)
      ? []
      : [{ kind: 'pinBroken', unit, post, person }]

  return { knows, ofUnit, ofPerson, ofPin, limitsOf }
}
