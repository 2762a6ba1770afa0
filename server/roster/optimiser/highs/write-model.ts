import type { Board } from '../board.ts'
import { burdenCost, countCost } from '../cost.ts'
import { OPEN, type Problem } from '../problem.ts'
import { breakpointsOf } from './burden-breakpoints.ts'
import { LinearModel, Sum } from './linear-model.ts'

/** `x(person, slot)`: the column is 1 when the person takes the open slot. */
export type Choice = { column: number; person: number; slot: number; unit: number }

/** The column is 1 when the person takes the unit, in whichever post. */
type Held = { column: number; person: number; unit: number }

/** `costs` is what the rota costs by each of the boards that the model was written for. */
export type RotaModel = { model: LinearModel; choices: Choice[]; costs: [Sum, ...Sum[]] }

const columnsOf = (choices: readonly Held[]): number[] => choices.map(({ column }) => column)

/**
 * The model of roster-model.md §2 for the open slots of `boards`, whose other slots stay as they are: with nothing but pins
 * on them, the whole year. The boards have the same holders and hard rules and differ in what things cost, by
 * stages of a precedence. Every way to decide the columns within the rows is a lawful complete rota.
 *
 * A person has a column for a slot only where they may take it beside what is on the board, and only people
 * `among` those given have any; `cliques` are the problem's `conflictCliques`. The boards must have no penalties.
 */
export function writeModel(
  boards: readonly [Board, ...Board[]],
  cliques: readonly number[][],
  among?: ReadonlySet<number>,
): RotaModel {
  const [board, ...others] = boards
  const { problem } = board
  const model = new LinearModel()
  const choices = [...openSlots(board)].flatMap(slot =>
    [...(problem.candidates[slot] ?? [])]
      .filter(person => (among?.has(person) ?? true) && board.mayTake(person, slot))
      .map(person => ({ column: model.addChoice(), person, slot, unit: problem.unitOf[slot] ?? 0 })),
  )
  everySlotHasOnePerson(model, board, choices)
  const held = inAnyPost(model, problem, choices)
  clinicsNeverTogether(model, problem, held)
  for (const units of Map.groupBy(held, ({ person }) => person).values()) {
    unitsFarApart(model, cliques, units)
    groupsOnceAYear(model, problem, units)
  }
  const costOn = (one: Board): Sum => writeCost(model, one, choices, held)
  return { model, choices, costs: [costOn(board), ...others.map(costOn)] }
}

/** What a rota costs by one board, being written into a model. */
type Costing = { model: LinearModel; board: Board; total: Sum }

function writeCost(model: LinearModel, board: Board, choices: readonly Choice[], held: readonly Held[]): Sum {
  const total = new Sum()
  const costing = { model, board, total }
  total.constant = board.cost
  for (const { column, person, slot } of choices) total.add(column, board.gain(person, OPEN, slot))
  const heldBy = Map.groupBy(held, ({ person }) => person)
  const choicesOf = Map.groupBy(choices, ({ person }) => person)
  for (let person = 0; person < board.problem.people; person++) {
    const [own, units] = [choicesOf.get(person) ?? [], heldBy.get(person) ?? []]
    total.constant -= board.fairnessOf(person)
    countNearShare(costing, person, own)
    burdenNearShare(costing, person, own)
    unitsSpacedOut(costing, person, units)
  }
  return total
}

function* openSlots({ holder }: Board): Iterable<number> {
  for (const [slot, person] of holder.entries()) if (person === OPEN) yield slot
}

function everySlotHasOnePerson(model: LinearModel, board: Board, choices: readonly Choice[]): void {
  const bySlot = Map.groupBy(choices, ({ slot }) => slot)
  for (const slot of openSlots(board)) model.addRow(1, 1, columnsOf(bySlot.get(slot) ?? []))
}

/** Whether a person has the unit in any post: the choice itself where there is but one, else an amount that sums them. */
function inAnyPost(model: LinearModel, { units }: Problem, choices: readonly Choice[]): Held[] {
  const together = Map.groupBy(choices, ({ person, unit }) => person * units + unit)
  return [...together.values()].flatMap(own => {
    const [first, second] = own
    if (!first || !second) return own
    const column = model.addAmount(0, 1)
    model.addRow(0, 0, [column, ...columnsOf(own)], [1, ...own.map(() => -1)])
    return [{ column, person: first.person, unit: first.unit }]
  })
}

/** People of one clinic, and one person in two posts: at most one of them in a unit. */
function clinicsNeverTogether(
  model: LinearModel,
  { clinic, units, posts }: Problem,
  held: readonly Held[],
): void {
  if (posts === 1) return
  const together = Map.groupBy(held, ({ person, unit }) => (clinic[person] ?? 0) * units + unit)
  for (const own of together.values()) if (own.length > 1) model.addRow(0, 1, columnsOf(own))
}

/** At most one unit of each set that nobody may hold two of. */
function unitsFarApart(model: LinearModel, cliques: readonly number[][], own: readonly Held[]): void {
  const byUnit = Map.groupBy(own, ({ unit }) => unit)
  let last = new Set<Held>()
  for (const clique of cliques) {
    const inside = clique.flatMap(unit => byUnit.get(unit) ?? [])
    if (inside.length < 2 || inside.every(choice => last.has(choice))) continue
    model.addRow(0, 1, columnsOf(inside))
    last = new Set(inside)
  }
}

function groupsOnceAYear(model: LinearModel, { group }: Problem, own: readonly Held[]): void {
  for (const [kind, grouped] of Map.groupBy(own, ({ unit }) => group[unit] ?? -1)) {
    if (kind >= 0 && grouped.length > 1) model.addRow(0, 1, columnsOf(grouped))
  }
}

/** `min ≤ count ≤ max`, each duty off the share dearer than the one before, or as dear where counts cost nothing. */
function countNearShare(costing: Costing, person: number, own: readonly Choice[]): void {
  const { board } = costing
  const { min, max, fairCount, weights } = board.problem
  const held = board.countOf(person)
  const least = Math.max(min[person] ?? 0, held)
  const most = Math.max(least, Math.min(max[person] ?? 0, held + own.length))
  const counts = Array.from({ length: most - least + 1 }, (_, index) => least + index)
  const cost = (count: number): number => countCost(weights.count, fairCount[person] ?? 0, count)
  addConvexCost(
    costing,
    own,
    own.map(() => 1),
    held,
    counts,
    cost,
  )
}

/** Free within the dead band, then each step of 4 quarter points dearer than the one before. */
function burdenNearShare(costing: Costing, person: number, own: readonly Choice[]): void {
  const { board } = costing
  const { load, max, fairBurden, weights } = board.problem
  if (weights.burden === 0) return
  const held = board.loadOf(person)
  const loads = own.map(({ slot }) => load[slot] ?? 0)
  const heaviest = loads.toSorted((a, b) => b - a).slice(0, (max[person] ?? 0) - board.countOf(person))
  const most = held + heaviest.reduce((sum, one) => sum + one, 0)
  const fair = fairBurden[person] ?? 0
  const points = breakpointsOf(held, most, loads, fair, weights.deadBand)
  const cost = (burden: number): number => burdenCost(weights.burden, weights.deadBand, burden - fair)
  addConvexCost(costing, own, loads, held, points, cost)
}

/**
 * The convex `cost` of `held + Σ factor · x`, straight between the `points`, which are also its limits: an amount for
 * each stretch, cheapest first because the cost is convex. Added to the `total`.
 */
function addConvexCost(
  { model, total }: Costing,
  own: readonly Choice[],
  factors: readonly number[],
  held: number,
  points: readonly number[],
  cost: (amount: number) => number,
): void {
  const first = points[0] ?? held
  total.constant += cost(first)
  const stretches: { slope: number; width: number }[] = []
  points.slice(1).forEach((point, index) => {
    const width = point - (points[index] ?? first)
    const slope = (cost(point) - cost(point - width)) / width
    const last = stretches.at(-1)
    if (last && Math.abs(last.slope - slope) < 1e-9) last.width += width
    else stretches.push({ slope, width })
  })
  const amounts = stretches.map(({ slope, width }) => {
    const amount = model.addAmount(0, width)
    total.add(amount, slope)
    return amount
  })
  const columns = [...columnsOf(own), ...amounts]
  model.addRow(first - held, first - held, columns, [...factors, ...amounts.map(() => -1)])
}

/**
 * In each window of weeks every unit beyond the first costs. Where the board already has one of the person, each
 * choice has paid for it in its own cost.
 */
function unitsSpacedOut({ model, board, total }: Costing, person: number, own: readonly Held[]): void {
  const { firstWindow, lastWindow, windows, weights } = board.problem
  if (weights.spacing === 0) return
  const inside: Held[][] = Array.from({ length: windows }, () => [])
  for (const choice of own) {
    const last = lastWindow[choice.unit] ?? -1
    for (let window = firstWindow[choice.unit] ?? 0; window <= last; window++) inside[window]?.push(choice)
  }
  const crowded = inside.filter((list, window) => list.length > 1 && board.insideWindow(person, window) === 0)
  for (const same of Map.groupBy(crowded, list => columnsOf(list).join()).values()) {
    const list = same[0] ?? []
    const beyond = model.addAmount(0, list.length)
    total.add(beyond, weights.spacing * same.length)
    model.addRow(Number.NEGATIVE_INFINITY, 1, [...columnsOf(list), beyond], [...list.map(() => 1), -1])
  }
}

/** The decisions that a rota stands for, as a known solution to start from. */
export function startFrom(
  choices: readonly Choice[],
  holder: Int32Array,
): { indices: Int32Array; values: Float64Array } {
  return {
    indices: Int32Array.from(choices, ({ column }) => column),
    values: Float64Array.from(choices, ({ slot, person }) => Number(holder[slot] === person)),
  }
}

/** The rota that decided columns stand for: `kept` with every open slot given to its chosen person. */
export function holdersOf(choices: readonly Choice[], values: Float64Array, kept: Int32Array): Int32Array {
  const holder = kept.slice()
  for (const { column, person, slot } of choices) if ((values[column] ?? 0) > 0.5) holder[slot] = person
  return holder
}
