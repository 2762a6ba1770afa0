import type { Board } from '../board.ts'
import { burdenCost, countCost } from '../cost.ts'
import { OPEN, type Problem } from '../problem.ts'
import { breakpointsOf } from './burden-breakpoints.ts'
import { LinearModel } from './linear-model.ts'

/** `x(person, slot)`: the column is 1 when the person takes the open slot. */
export type Choice = { column: number; person: number; slot: number; unit: number }

/** The column is 1 when the person takes the unit, in whichever post. */
type Held = { column: number; person: number; unit: number }

export type RotaModel = { model: LinearModel; choices: Choice[] }

const columnsOf = (choices: readonly Held[]): number[] => choices.map(({ column }) => column)

/**
 * The model of roster-model.md §2 for the open slots of `board`, whose other slots stay as they are: with nothing but pins
 * on the board, the whole year. Every way to decide the columns within the rows is a lawful complete rota, and
 * its objective is what that rota costs.
 *
 * A person has a column for a slot only where they may take it beside what is on the board, and only people
 * `among` those given have any; `cliques` are the problem's `conflictCliques`. The board must have no penalties.
 */
export function writeModel(
  board: Board,
  cliques: readonly number[][],
  among?: ReadonlySet<number>,
): RotaModel {
  const { problem } = board
  const model = new LinearModel()
  const choices = [...openSlots(board)].flatMap(slot =>
    [...(problem.candidates[slot] ?? [])]
      .filter(person => (among?.has(person) ?? true) && board.mayTake(person, slot))
      .map(person => ({
        column: model.addChoice(board.gain(person, OPEN, slot)),
        person,
        slot,
        unit: problem.unitOf[slot] ?? 0,
      })),
  )
  model.offset = board.cost

  everySlotHasOnePerson(model, board, choices)
  const held = inAnyPost(model, problem, choices)
  clinicsNeverTogether(model, problem, held)
  const heldBy = Map.groupBy(held, ({ person }) => person)
  const choicesOf = Map.groupBy(choices, ({ person }) => person)
  for (let person = 0; person < problem.people; person++) {
    const [own, units] = [choicesOf.get(person) ?? [], heldBy.get(person) ?? []]
    model.offset -= board.fairnessOf(person)
    unitsFarApart(model, cliques, units)
    groupsOnceAYear(model, problem, units)
    countNearShare(model, board, person, own)
    burdenNearShare(model, board, person, own)
    unitsSpacedOut(model, board, person, units)
  }
  return { model, choices }
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
    const column = model.addAmount(0, 0, 1)
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

/** `min ≤ count ≤ max`, each duty off the share dearer than the one before. */
function countNearShare(model: LinearModel, board: Board, person: number, own: readonly Choice[]): void {
  const { min, max, fairCount, weights } = board.problem
  const held = board.countOf(person)
  const least = Math.max(min[person] ?? 0, held)
  const most = Math.max(least, Math.min(max[person] ?? 0, held + own.length))
  const counts = Array.from({ length: most - least + 1 }, (_, index) => least + index)
  const cost = (count: number): number => countCost(weights.count, fairCount[person] ?? 0, count)
  addConvexCost(
    model,
    own,
    own.map(() => 1),
    held,
    counts,
    cost,
  )
}

/** Free within the dead band, then each step of 4 quarter points dearer than the one before. */
function burdenNearShare(model: LinearModel, board: Board, person: number, own: readonly Choice[]): void {
  const { load, max, fairBurden, weights } = board.problem
  const held = board.loadOf(person)
  const loads = own.map(({ slot }) => load[slot] ?? 0)
  const heaviest = loads.toSorted((a, b) => b - a).slice(0, (max[person] ?? 0) - board.countOf(person))
  const most = held + heaviest.reduce((sum, one) => sum + one, 0)
  const fair = fairBurden[person] ?? 0
  const points = breakpointsOf(held, most, loads, fair, weights.deadBand)
  const cost = (burden: number): number => burdenCost(weights.burden, weights.deadBand, burden - fair)
  addConvexCost(model, own, loads, held, points, cost)
}

/**
 * The convex `cost` of `held + Σ factor · x`, straight between the `points`, which are also its limits: an amount for
 * each stretch, cheapest first because the cost is convex.
 */
function addConvexCost(
  model: LinearModel,
  own: readonly Choice[],
  factors: readonly number[],
  held: number,
  points: readonly number[],
  cost: (amount: number) => number,
): void {
  const first = points[0] ?? held
  model.offset += cost(first)
  const stretches: { slope: number; width: number }[] = []
  points.slice(1).forEach((point, index) => {
    const width = point - (points[index] ?? first)
    const slope = (cost(point) - cost(point - width)) / width
    const last = stretches.at(-1)
    if (last && Math.abs(last.slope - slope) < 1e-9) last.width += width
    else stretches.push({ slope, width })
  })
  const amounts = stretches.map(({ slope, width }) => model.addAmount(slope, 0, width))
  const columns = [...columnsOf(own), ...amounts]
  model.addRow(first - held, first - held, columns, [...factors, ...amounts.map(() => -1)])
}

/**
 * In each window of weeks every unit beyond the first costs. Where the board already has one of the person, each
 * choice has paid for it in its own cost.
 */
function unitsSpacedOut(model: LinearModel, board: Board, person: number, own: readonly Held[]): void {
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
    const beyond = model.addAmount(weights.spacing * same.length, 0, list.length)
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
