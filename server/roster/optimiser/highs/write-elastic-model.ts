import { ONCE_A_YEAR } from '../group.ts'
import { postKey, takesPost } from '../hard-rules.ts'
import type { RotaInstance } from '../instance.ts'
import { NEVER_BOTH, OPEN, type Problem, WITHIN_GAP } from '../problem.ts'
import { PRICES } from '../remedy.ts'
import { LinearModel, Sum } from './linear-model.ts'
import type { Choice } from './write-model.ts'

/** `price` sums what is paid for rules given up: 0 for a lawful complete rota. */
export type ElasticModel = { model: LinearModel; choices: Choice[]; price: Sum }

type Held = { columns: number[]; unit: number }

/**
 * The hard rules alone, each of them at a price instead where people can agree to give it up; blocks, posts, clinics,
 * pins, what is given and hours that overlap stay. It always has a solution, and a rota is possible if and only if the
 * least cost is 0.
 * `soft` is the problem with a soft gap, `cliques` the `conflictCliques` with a hard one.
 */
export function writeElasticModel(
  instance: RotaInstance,
  soft: Problem,
  cliques: readonly number[][],
): ElasticModel {
  const model = new LinearModel()
  const price = new Sum()
  const priced = (each: number): number => {
    const column = model.addChoice()
    price.add(column, each)
    return column
  }
  const given = givenUnits(soft)
  const choices = whoMayBeAsked(instance, soft, given).map(({ price: asked, ...choice }) => ({
    ...choice,
    column: priced(asked),
  }))

  const bySlot = Map.groupBy(choices, ({ slot }) => slot)
  for (let slot = 0; slot < soft.slots; slot++) {
    if (soft.given[slot] !== OPEN) continue
    model.addRow(1, 1, [...columnsOf(bySlot.get(slot) ?? []), priced(PRICES.leaveOpen)])
  }
  const byClinic = Map.groupBy(choices, ({ person, unit }) => (soft.clinic[person] ?? 0) * soft.units + unit)
  for (const together of byClinic.values()) {
    if (together.length > 1) model.addRow(0, 1, columnsOf(together))
  }
  const choicesOf = Map.groupBy(choices, ({ person }) => person)
  for (let person = 0; person < soft.people; person++) {
    const own = choicesOf.get(person) ?? []
    const held = [...Map.groupBy(own, ({ unit }) => unit)].map(([unit, list]) => ({
      unit,
      columns: columnsOf(list),
    }))
    gapsAtAPrice(model, soft, cliques, held, priced)
    const had = given[person] ?? []
    groupsAtAPrice(model, soft, had, held, priced)
    const [min, max] = [(soft.min[person] ?? 0) - had.length, (soft.max[person] ?? 0) - had.length]
    limitsAtAPrice(model, columnsOf(own), Math.max(0, min), max, priced, price)
  }
  return { model, choices, price }
}

const columnsOf = (choices: readonly Choice[]): number[] => choices.map(({ column }) => column)

/** By person: the units given to them. */
function givenUnits({ people, given, unitOf }: Problem): number[][] {
  const units = Array.from({ length: people }, (): number[] => [])
  for (const [slot, person] of given.entries()) units[person]?.push(unitOf[slot] ?? 0)
  return units
}

/**
 * Who serves the block in the post, as a member then, may be asked, for a price when away, barred from the group, or
 * too near to what they were given; a pin leaves no choice. What is given needs none, and nobody can be where it keeps
 * them from being.
 */
function whoMayBeAsked(instance: RotaInstance, problem: Problem, given: readonly number[][]) {
  const { units, posts, people, unavailable } = instance
  const { slots, unitOf, pinned } = problem
  const away = new Map(unavailable.map(one => [JSON.stringify([one.person, one.unit]), one]))
  const notPosts = new Set(instance.notPosts?.map(postKey))
  return Array.from({ length: slots }, (_, slot) => slot).flatMap(slot => {
    const index = unitOf[slot] ?? 0
    const unit = units[index]
    return [...people.entries()].flatMap(([person, one]) => {
      const { id, blocks, notGroups } = one
      const post = posts[slot % posts.length] ?? ''
      if (!unit || !blocks.includes(unit.block) || !takesPost(one, post)) return []
      if (notPosts.has(postKey({ person: id, unit: unit.id, post }))) return []
      if (problem.given[slot] !== OPEN || (pinned[slot] !== OPEN && pinned[slot] !== person)) return []
      const absent = away.get(JSON.stringify([id, unit.id]))
      if (absent?.outside) return []
      const asked = absent ? PRICES.ask : 0
      const again = unit.group && notGroups.includes(unit.group) ? PRICES.groupAgain : 0
      const beside = priceBeside(problem, given, person, index)
      return beside === null ? [] : [{ person, slot, unit: index, price: asked + again + beside }]
    })
  })
}

/** What it costs that somebody takes a unit beside what they were given; null: they cannot, or their clinic is there. */
function priceBeside(
  problem: Problem,
  given: readonly number[][],
  person: number,
  unit: number,
): number | null {
  const { units, posts, relation, group, clinic } = problem
  const own = given[person] ?? []
  const there = problem.given.subarray(unit * posts, (unit + 1) * posts)
  if (there.some(holder => holder !== OPEN && clinic[holder] === clinic[person])) return null
  if (own.some(had => relation[had * units + unit] === NEVER_BOTH)) return null
  const near = own.filter(had => relation[had * units + unit] === WITHIN_GAP)
  const kind = group[unit] ?? -1
  const again = kind >= 0 && own.some(had => group[had] === kind)
  return PRICES.shortGap * near.length + (again ? PRICES.groupAgain : 0)
}

/** A price for each pair of units within the gap; without one, at most one unit of a clique. */
function gapsAtAPrice(
  model: LinearModel,
  { units, relation }: Problem,
  cliques: readonly number[][],
  held: readonly Held[],
  priced: (price: number) => number,
): void {
  const byUnit = new Map(held.map(one => [one.unit, one]))
  const priceOf = new Map<number, number>()
  const pairPrice = (a: number, b: number): number[] => {
    if (relation[a * units + b] !== WITHIN_GAP) return []
    const key = Math.min(a, b) * units + Math.max(a, b)
    const known = priceOf.get(key) ?? priced(PRICES.shortGap)
    priceOf.set(key, known)
    return [known]
  }
  const rigid = (columns: number[], paid: number[]): void =>
    model.addRow(
      Number.NEGATIVE_INFINITY,
      1,
      [...columns, ...paid],
      [...columns.map(() => 1), ...paid.map(() => -1)],
    )

  for (const clique of cliques) {
    const inside = clique.flatMap(unit => byUnit.get(unit) ?? [])
    const pairs = inside.flatMap((a, index) => inside.slice(index + 1).map(b => [a, b] as const))
    if (inside.length > 2)
      rigid(
        inside.flatMap(one => one.columns),
        pairs.flatMap(([a, b]) => pairPrice(a.unit, b.unit)),
      )
    for (const [a, b] of pairs) rigid([...a.columns, ...b.columns], pairPrice(a.unit, b.unit))
  }
}

/** A price for each unit of a once-a-year group but the first; where one was given, each has its own. */
function groupsAtAPrice(
  model: LinearModel,
  { group }: Problem,
  given: readonly number[],
  held: readonly Held[],
  priced: (price: number) => number,
): void {
  ONCE_A_YEAR.forEach((_, kind) => {
    const grouped = held.filter(({ unit }) => group[unit] === kind)
    if (grouped.length < 2 || given.some(unit => group[unit] === kind)) return
    const columns = grouped.flatMap(one => one.columns)
    const again = grouped.slice(1).map(() => priced(PRICES.groupAgain))
    model.addRow(
      Number.NEGATIVE_INFINITY,
      1,
      [...columns, ...again],
      [...columns.map(() => 1), ...again.map(() => -1)],
    )
  })
}

/** Below a minimum each duty is dearer than the one before up to here: from there on the minimum is a mistake. */
const FAR_BELOW = Math.floor(Math.sqrt(PRICES.wrongMinimum / PRICES.limit))

/** Each duty beyond a limit dearer than the one before, a minimum far above what is possible at the price of a mistake. */
function limitsAtAPrice(
  model: LinearModel,
  columns: readonly number[],
  min: number,
  max: number,
  priced: (price: number) => number,
  price: Sum,
): void {
  const steps = (count: number): number[] =>
    Array.from({ length: Math.max(0, count) }, (_, step) => priced(PRICES.limit * (2 * step + 1)))
  const below = steps(Math.min(min, FAR_BELOW))
  const above = steps(columns.length - max)
  if (min > FAR_BELOW) {
    const missed = model.addAmount(0, min)
    price.add(missed, PRICES.belowWrongMinimum)
    below.push(missed)
    model.addRow(Number.NEGATIVE_INFINITY, 0, [missed, priced(PRICES.wrongMinimum)], [1, -min])
  }
  const all = [...columns, ...below, ...above]
  model.addRow(min, max, all, [...columns.map(() => 1), ...below.map(() => 1), ...above.map(() => -1)])
}
