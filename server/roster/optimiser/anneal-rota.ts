import { anneal, COLD, HOT } from './anneal.ts'
import { Board, type Penalties } from './board.ts'
import { dealEvenly } from './deal-evenly.ts'
import { OPEN, type Problem } from './problem.ts'
import { randomOf } from './random.ts'
import { placeCheapest, placePins, settle } from './settle.ts'

/** One price for every broken rule: found best on the reference weights, where feasible rotas exist. */
const EVEN: Penalties = { open: 60, rule: 60, gap: 60, shortfall: 60 }

/** Where none was found: rather a short gap than a missed minimum than an open post than a broken rule. */
const RANKED: Penalties = { open: 2_000, rule: 8_000, gap: 200, shortfall: 500 }
const RANKED_HOT = 20

/**
 * `span`: how many times dearer the dearest stage of a precedence is than the cheapest, 1 unless given. `watch` as for
 * `anneal`, but it may have the best rota so far settled.
 */
export type AnnealOptions = {
  seed: number
  iterations: number
  span?: number
  watch?: (tried: number, best: () => Board) => number
}

/**
 * A rota by simulated annealing, every rule but the minimum kept, as a board; the same for the same problem, seed
 * and iterations.
 *
 * When the first run finds no complete lawful one, a second starts from duties dealt out evenly without regard to
 * gaps (`dealEvenly`) and may leave posts open; the better of both is returned.
 */
export function annealRota(problem: Problem, options: AnnealOptions): Board {
  const { seed, iterations, span = 1, watch } = options
  const scale = scaleOf(problem)
  const cold = (scale * COLD) / span
  const random = randomOf(seed)
  let used = 0
  const see =
    watch &&
    ((tried: number, best: Int32Array): number => {
      used = watch(tried, () => settled(problem, best, scale))
      return used
    })
  const run = (board: Board, hot: number, mayOpen: boolean): Board =>
    settled(
      problem,
      anneal(board, { random, iterations, hot: scale * hot, cold, mayOpen, watch: see }),
      scale,
    )

  const first = pinnedBoard(problem, EVEN, scale)
  placeCheapest(first)
  const best = run(first, HOT, false)
  if (!isLacking(best) || used >= 1) return best
  const dealt = settled(problem, evenDeal(problem), scale)
  const second = new Board(problem, scaled(RANKED, scale))
  dealt.holder.forEach((person, slot) => {
    if (person !== OPEN) second.place(person, slot)
  })
  return [dealt, run(second, RANKED_HOT, true)].reduce(better, best)
}

/** Annealed on from a complete rota whatever rules it breaks, the cheapest by costs and penalties that was passed. */
export function annealOn(
  problem: Problem,
  holders: Int32Array,
  { seed, iterations, span = 1 }: AnnealOptions,
) {
  const scale = scaleOf(problem)
  const board = new Board(problem, scaled(EVEN, scale))
  holders.forEach((person, slot) => {
    if (person !== OPEN) board.place(person, slot)
  })
  const temperatures = { hot: scale * HOT, cold: (scale * COLD) / span }
  return anneal(board, { random: randomOf(seed), iterations, mayOpen: false, ...temperatures })
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

/** True when some post is open, some minimum missed or some gap too short. */
export function isLacking(board: Board): boolean {
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
