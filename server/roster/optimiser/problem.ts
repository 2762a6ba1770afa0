import { daysBetween } from '../../time/local-day.ts'
import { fairBurdenOf, fairCountOf, weekOf, windowsOf } from './cost.ts'
import { limitsBeside } from './given.ts'
import { ONCE_A_YEAR } from './group.ts'
import { sameTime, takesPost } from './hard-rules.ts'
import type { RotaInstance, RotaUnit } from './instance.ts'

/** `hard`: the minimum gap is a rule; `soft`: it gives way where a unit would otherwise stay open. */
export type GapRule = 'hard' | 'soft'

/** How two units stand to each other for one person. */
export const APART = 0
export const WITHIN_GAP = 1
export const NEVER_BOTH = 2

/** Nobody. */
export const OPEN = -1

/**
 * An instance as numbers. People and units are their index in the instance; a slot is one unit × post,
 * `unit · posts + post`. A table by two things is row by row of the first.
 */
export type Problem = {
  people: number
  units: number
  posts: number
  slots: number
  unitOf: Int32Array
  /** By unit: days since the first day of the year. */
  day: Int32Array
  /** By slot: the person given or pinned to it, or `OPEN`. */
  pinned: Int32Array
  /** By slot: the person given to it, whom no rule keeps from it, or `OPEN`. */
  given: Int32Array
  /** By slot: the person of the published rota, or `OPEN`. */
  published: Int32Array
  /** By slot: quarter points, burden · postShare. */
  load: Float64Array
  /**
   * By slot: who may take it as far as the slot alone can say; of a pinned slot, the pinned person or nobody, of a
   * given one the person it was given to.
   */
  candidates: Int32Array[]
  /** The slots somebody may take and no pin has settled. */
  free: Int32Array
  /** By person × slot: 1 when of the unit's block, in the post, not unavailable and not barred from the group. */
  eligible: Uint8Array
  /** By person × unit: the cost of avoided units less the wishes granted. */
  wishCost: Float64Array
  /** By unit × unit: `APART`, `WITHIN_GAP` (soft gap only) or `NEVER_BOTH`. */
  relation: Uint8Array
  /** By unit: the units `NEVER_BOTH` with it, itself among them, and those `WITHIN_GAP`. */
  neverWith: Int32Array[]
  withinGapOf: Int32Array[]
  /** By unit: its place in `ONCE_A_YEAR`, or −1. */
  group: Int32Array
  /** By unit: the first and the last spacing window it lies in, none when the last comes first. */
  firstWindow: Int32Array
  lastWindow: Int32Array
  windows: number
  /** By person: equal numbers for people of one clinic. */
  clinic: Int32Array
  /** By person, as far as what is given leaves them. */
  min: Int32Array
  max: Int32Array
  fairCount: Float64Array
  fairBurden: Float64Array
  weights: RotaInstance['weights'] & { spacing: number }
  /** What the rota costs before anything is placed: every wish unmet, every published slot changed. */
  unmetCost: number
}

/** Compiles an instance that `parseInstance` accepted. */
export function problemOf(instance: RotaInstance, gap: GapRule): Problem {
  const { units, people, posts, weights } = instance
  const slots = units.length * posts.length
  const unitOf = Int32Array.from({ length: slots }, (_, slot) => Math.floor(slot / posts.length))
  const person = indexOf(people.map(({ id }) => id))
  const unit = indexOf(units.map(({ id }) => id))
  const post = indexOf(posts)
  const day = Int32Array.from(units, one => daysBetween(instance.firstDay, one.day))
  const weeks = units.map(one => weekOf(instance, one.day))
  const windows = windowsOf(instance)
  const clinic = indexOf(people.map(one => one.clinic))

  const holders = (assignments: RotaInstance['pins']): Int32Array => {
    const bySlot = new Int32Array(slots).fill(OPEN)
    for (const one of assignments) bySlot[unit(one.unit) * posts.length + post(one.post)] = person(one.person)
    return bySlot
  }
  const pairIndex = (pair: { person: string; unit: string }): number =>
    person(pair.person) * units.length + unit(pair.unit)

  const away = new Uint8Array(people.length * units.length)
  for (const pair of instance.unavailable) away[pairIndex(pair)] = 1
  const eligible = new Uint8Array(people.length * slots)
  for (const [index, one] of people.entries()) {
    const takes = posts.map(name => Number(takesPost(one, name)))
    for (const [at, { block, group }] of units.entries()) {
      if (away[index * units.length + at] === 1 || !one.blocks.includes(block)) continue
      if (group !== null && one.notGroups.includes(group)) continue
      eligible.set(takes, index * slots + at * posts.length)
    }
  }
  for (const one of instance.notPosts ?? [])
    eligible[person(one.person) * slots + unit(one.unit) * posts.length + post(one.post)] = 0

  const wishCost = new Float64Array(people.length * units.length)
  for (const pair of instance.avoid) wishCost[pairIndex(pair)] = pair.cost
  for (const pair of instance.want)
    wishCost[pairIndex(pair)] = (wishCost[pairIndex(pair)] ?? 0) - weights.want

  const given = holders(instance.given ?? [])
  const pinned = holders([...instance.pins, ...(instance.given ?? [])])
  const everybody = people.map((_, index) => index)
  const candidates = Array.from(pinned, (pin, slot) =>
    Int32Array.from(
      given[slot] === OPEN
        ? everybody.filter(one => eligible[one * slots + slot] === 1 && (pin === OPEN || pin === one))
        : [pin],
    ),
  )
  const limits = limitsIn(instance, given, eligible)

  return {
    people: people.length,
    units: units.length,
    posts: posts.length,
    slots,
    unitOf,
    day,
    pinned,
    given,
    published: holders(instance.published ?? []),
    load: Float64Array.from(
      units.flatMap(({ burden }) => posts.map((_, index) => burden * (instance.postShare[index] ?? 0))),
    ),
    candidates,
    free: Int32Array.from(
      [...candidates.keys()].filter(slot => pinned[slot] === OPEN && candidates[slot]?.length),
    ),
    eligible,
    wishCost,
    ...relationsOf(instance, day, gap),
    group: Int32Array.from(units, ({ group }) => ONCE_A_YEAR.indexOf(group)),
    firstWindow: Int32Array.from(weeks, week => Math.max(0, week - instance.spacing.weeks + 1)),
    lastWindow: Int32Array.from(weeks, week => Math.min(windows - 1, week)),
    windows,
    clinic: Int32Array.from(people, one => clinic(one.clinic)),
    min: Int32Array.from(limits, ({ min }) => min),
    max: Int32Array.from(limits, ({ max }) => max),
    fairCount: Float64Array.from(people, one => fairCountOf(instance, one)),
    fairBurden: Float64Array.from(people, one => fairBurdenOf(instance, one)),
    weights: { ...weights, spacing: instance.spacing.cost },
    unmetCost: weights.want * instance.want.length + weights.change * (instance.published?.length ?? 0),
  }
}

/** The minimum and maximum of everybody, as far as what is given leaves them. */
function limitsIn(
  { people, units, posts, given: all = [] }: RotaInstance,
  given: Int32Array,
  eligible: Uint8Array,
): { min: number; max: number }[] {
  if (all.length === 0) return people
  return people.map((about, person) => {
    let [had, open] = [0, 0]
    for (let unit = 0; unit < units.length; unit++) {
      const own = given.subarray(unit * posts.length, (unit + 1) * posts.length)
      const first = person * given.length + unit * posts.length
      if (own.includes(person)) had++
      else if (own.some((holder, post) => holder === OPEN && eligible[first + post] === 1)) open++
    }
    return limitsBeside(about, had, open)
  })
}

function indexOf(names: readonly string[]): (name: string) => number {
  const places = new Map([...names.entries()].reverse().map(([index, name]) => [name, index]))
  return name => places.get(name) ?? OPEN
}

function relationsOf(
  { units, minGapDays }: RotaInstance,
  day: Int32Array,
  gap: GapRule,
): Pick<Problem, 'relation' | 'neverWith' | 'withinGapOf'> {
  const relation = new Uint8Array(units.length ** 2)
  const neverWith = units.map((_, unit) => [unit])
  const withinGapOf = units.map((): number[] => [])
  units.forEach((one, a) => {
    relation[a * units.length + a] = NEVER_BOTH
    for (let b = 0; b < a; b++) {
      const near = Math.abs((day[a] ?? 0) - (day[b] ?? 0)) < minGapDays
      // In order of time the first comparison of the hours decides: with a thousand units that matters.
      const never = (near && gap === 'hard') || sameTime(one, units[b] as RotaUnit)
      if (!near && !never) continue
      const kind = never ? NEVER_BOTH : WITHIN_GAP
      relation[a * units.length + b] = kind
      relation[b * units.length + a] = kind
      const related = never ? neverWith : withinGapOf
      related[a]?.push(b)
      related[b]?.push(a)
    }
  })
  const listed = (related: number[][]): Int32Array[] => related.map(list => Int32Array.from(list))
  return { relation, neverWith: listed(neverWith), withinGapOf: listed(withinGapOf) }
}
