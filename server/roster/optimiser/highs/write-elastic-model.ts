import { ONCE_A_YEAR } from '../group.ts'
import { takesPost } from '../hard-rules.ts'
import type { RotaInstance } from '../instance.ts'
import { OPEN, type Problem, WITHIN_GAP } from '../problem.ts'
import { PRICES } from '../remedy.ts'
import { LinearModel, Sum } from './linear-model.ts'
import type { Choice } from './write-model.ts'

/** `price` sums what is paid for rules given up: 0 for a lawful complete rota. */
export type ElasticModel = { model: LinearModel; choices: Choice[]; price: Sum }

type Held = { columns: number[]; unit: number }

/**
 * The hard rules alone, each of them at a price instead where people can agree to give it up; blocks, posts, clinics,
 * pins and hours that overlap stay. It always has a solution, and a rota is possible if and only if the least cost is 0.
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
  const choices = whoMayBeAsked(instance, soft).map(({ price: asked, ...choice }) => ({
    ...choice,
    column: priced(asked),
  }))

  const bySlot = Map.groupBy(choices, ({ slot }) => slot)
  for (let slot = 0; slot < soft.slots; slot++) {
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
    groupsAtAPrice(model, soft, held, priced)
    limitsAtAPrice(model, columnsOf(own), soft.min[person] ?? 0, soft.max[person] ?? 0, priced)
  }
  return { model, choices, price }
}

const columnsOf = (choices: readonly Choice[]): number[] => choices.map(({ column }) => column)

/** Who serves the block in the post may be asked, for a price when away or barred from the group; a pin leaves no choice. */
function whoMayBeAsked({ units, posts, people, unavailable }: RotaInstance, problem: Problem) {
  const { slots, unitOf, pinned } = problem
  const away = new Set(unavailable.map(({ person, unit }) => JSON.stringify([person, unit])))
  return Array.from({ length: slots }, (_, slot) => slot).flatMap(slot => {
    const index = unitOf[slot] ?? 0
    const unit = units[index]
    return [...people.entries()].flatMap(([person, one]) => {
      const { id, blocks, notGroups } = one
      if (!unit || !blocks.includes(unit.block) || !takesPost(one, posts[slot % posts.length] ?? ''))
        return []
      if (pinned[slot] !== OPEN && pinned[slot] !== person) return []
      const asked = away.has(JSON.stringify([id, unit.id])) ? PRICES.ask : 0
      const again = unit.group && notGroups.includes(unit.group) ? PRICES.groupAgain : 0
      return [{ person, slot, unit: index, price: asked + again }]
    })
  })
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

function groupsAtAPrice(
  model: LinearModel,
  { group }: Problem,
  held: readonly Held[],
  priced: (price: number) => number,
): void {
  ONCE_A_YEAR.forEach((_, kind) => {
    const grouped = held.filter(({ unit }) => group[unit] === kind)
    if (grouped.length < 2) return
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

/** Each duty beyond a limit dearer than the one before. */
function limitsAtAPrice(
  model: LinearModel,
  columns: readonly number[],
  min: number,
  max: number,
  priced: (price: number) => number,
): void {
  const steps = (count: number): number[] =>
    Array.from({ length: Math.max(0, count) }, (_, step) => priced(PRICES.limit * (2 * step + 1)))
  const [below, above] = [steps(min), steps(columns.length - max)]
  const all = [...columns, ...below, ...above]
  model.addRow(min, max, all, [...columns.map(() => 1), ...below.map(() => 1), ...above.map(() => -1)])
}
