import type { Clock } from '../../time/clock.ts'
import { anneal, HOT } from './anneal.ts'
import { Board, type Penalties } from './board.ts'
import { costOf } from './cost.ts'
import { dealEvenly } from './deal-evenly.ts'
import { inputHashOf } from './input-hash.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import { lowerBound } from './lower-bound.ts'
import { conflictsOf } from './name-conflicts.ts'
import { type GapRule, OPEN, type Problem, problemOf } from './problem.ts'
import { randomOf } from './random.ts'
import type { RotaResult } from './result.ts'
import { placeCheapest, placePins, settle } from './settle.ts'

/**
 * `seed` a whole number; `iterations` the moves tried in one annealing run (200,000 take about 0.15 s);
 * `gap: 'soft'` rather fills a unit within the minimum gap than leaves it open, and names it (default 'hard').
 */
export type RotaOptions = { seed: number; iterations: number; clock: Clock; gap?: GapRule }

/** One price for every broken rule: found best on the reference weights, where feasible rotas exist. */
const EVEN: Penalties = { open: 60, rule: 60, gap: 60, shortfall: 60 }

/** Where none was found: rather a short gap than a missed minimum than an open post than a broken rule. */
const RANKED: Penalties = { open: 2_000, rule: 8_000, gap: 200, shortfall: 500 }
const RANKED_HOT = 20

/**
 * Makes one rota by simulated annealing; the same instance, seed and iterations always give the same one.
 *
 * The instance must come from `parseInstance`. `feasible` and `optimal` rotas keep every hard rule. When the
 * first run finds none, a second starts from duties dealt out evenly without regard to gaps (`dealEvenly`)
 * and may leave posts open; the better of both is returned as `infeasible` with all its conflicts, unless it is
 * complete after all. Nobody is ever placed who may not be.
 *
 * Guaranteed with `gap: 'soft'` where no units overlap in time: if all posts can be filled within minima and
 * maxima at all, gaps aside, the result does so, however few the iterations.
 */
export function makeRota(instance: RotaInstance, options: RotaOptions): RotaResult {
  const { seed, iterations, clock, gap = 'hard' } = options
  const started = clock()
  const problem = problemOf(instance, gap)
  const scale = scaleOf(problem)
  const random = randomOf(seed)
  const run = (board: Board, hot: number, mayOpen: boolean): Board =>
    settled(problem, anneal(board, { random, iterations, scale, hot, mayOpen }), scale)

  const first = pinnedBoard(problem, EVEN, scale)
  placeCheapest(first)
  let best = run(first, HOT, false)
  if (isLacking(best)) {
    const dealt = settled(problem, evenDeal(problem), scale)
    const second = new Board(problem, scaled(RANKED, scale))
    dealt.holder.forEach((person, slot) => {
      if (person !== OPEN) second.place(person, slot)
    })
    best = [dealt, run(second, RANKED_HOT, true)].reduce(better, best)
  }

  const assignments = assignmentsOf(instance, best.holder)
  const conflicts = conflictsOf(instance, problem, assignments)
  const objective = costOf(instance, assignments).total
  const bound = conflicts.length === 0 ? lowerBound(problem) : 0
  const proven = objective - bound < 1e-6
  return {
    status: conflicts.length > 0 ? 'infeasible' : proven ? 'optimal' : 'feasible',
    objective,
    bound,
    gap: (objective - bound) / Math.max(1, Math.abs(bound)),
    seconds: (clock() - started) / 1000,
    seed,
    inputHash: inputHashOf(instance),
    assignments,
    conflicts,
  }
}

/** How far the weights are from the reference ones, on which penalties and temperatures were found. */
function scaleOf({ weights }: Problem): number {
  const largest = Math.max(weights.count / 10, weights.burden / 4, weights.want / 3, weights.spacing / 2)
  return largest > 0 ? largest : 1
}

const scaled = ({ open, rule, gap, shortfall }: Penalties, scale: number): Penalties => ({
  open: open * scale,
  rule: rule * scale,
  gap: gap * scale,
  shortfall: shortfall * scale,
})

function pinnedBoard(problem: Problem, penalties: Penalties, scale: number): Board {
  const board = new Board(problem, scaled(penalties, scale))
  placePins(board)
  return board
}

/** The lawful part of `holders`, filled as far as it goes. */
function settled(problem: Problem, holders: Int32Array, scale: number): Board {
  const board = pinnedBoard(problem, RANKED, scale)
  settle(board, holders)
  return board
}

/** Duties within the maxima, the minima first, gaps aside. */
function evenDeal(problem: Problem): Int32Array {
  const pins = pinnedBoard(problem, RANKED, 1)
  return dealEvenly(problem, pins.holder, (person, count) => {
    if (count >= (problem.max[person] ?? 0)) return Number.POSITIVE_INFINITY
    return count - (count < (problem.min[person] ?? 0) ? 1e6 : (problem.fairCount[person] ?? 0))
  })
}

function isLacking(board: Board): boolean {
  const { open, shortfall, withinGap } = board.lacks()
  return open + shortfall + withinGap > 0
}

/** The one with fewer open posts, then with fewer missed duties below minima, then short gaps, then cost. */
function better(a: Board, b: Board): Board {
  const [one, other] = [a.lacks(), b.lacks()]
  const difference =
    one.open - other.open ||
    one.shortfall - other.shortfall ||
    one.withinGap - other.withinGap ||
    a.cost - b.cost
  return difference <= 0 ? a : b
}

const assignmentsOf = ({ units, posts, people }: RotaInstance, holders: Int32Array): Assignment[] =>
  units.flatMap(({ id }, unit) =>
    posts.flatMap((post, index) => {
      const person = people[holders[unit * posts.length + index] ?? OPEN]
      return person ? [{ unit: id, post, person: person.id }] : []
    }),
  )
