import type { Board } from './board.ts'
import { drawMove, makeMove, noMove } from './moves.ts'
import type { Random } from './random.ts'

/** Temperatures found in trials on the reference weights; the final one matters most. */
export const HOT = 2
const COLD = 0.13

/** The temperature changes once in so many moves. */
const STRIDE = 128

export type Annealing = {
  random: Random
  /** Moves to try; the schedule follows them, never the clock, so that a seed always gives the same rota. */
  iterations: number
  /** How far the costs are from the reference scale. */
  scale: number
  hot: number
  mayOpen: boolean
}

/**
 * Simulated annealing: tries random moves, always takes one that costs no more, and one that costs `d` more
 * with probability exp(−d / temperature), the temperature falling geometrically from `hot` to 0.13. Changes
 * `board` and returns the holders of the cheapest rota it passed, penalties included.
 */
export function anneal(board: Board, { random, iterations, scale, hot, mayOpen }: Annealing): Int32Array {
  const best = board.holder.slice()
  if (board.problem.free.length === 0) return best
  let bestCost = board.cost
  let temperature = 0
  const move = noMove()
  for (let tried = 0; tried < iterations; tried++) {
    if (tried % STRIDE === 0) temperature = scale * hot * (COLD / hot) ** (tried / iterations)
    if (!drawMove(move, board, random, mayOpen)) continue
    const before = board.cost
    makeMove(move, board)
    const rise = board.cost - before
    if (rise > 0 && random.next() >= Math.exp(-rise / temperature)) {
      makeMove(move, board)
      // Exactly as before, so that rounding never adds up over rejected moves.
      board.cost = before
    } else if (board.cost < bestCost - 1e-6) {
      bestCost = board.cost
      best.set(board.holder)
    }
  }
  return best
}
