import type { Board } from './board.ts'
import { drawMove, makeMove, noMove, riseOf } from './moves.ts'
import type { Random } from './random.ts'

/** Temperatures found in trials on the reference weights; the final one matters most. */
export const HOT = 2
export const COLD = 0.13

/** The temperature changes once in so many moves. */
const STRIDE = 128
/** Whoever watches is asked once in so many moves, some dozen times a second. */
const WATCH = STRIDE * 400

export type Annealing = {
  random: Random
  /** Moves to try; the schedule follows them, not a clock, so that a seed always gives the same rota. */
  iterations: number
  /** The temperatures at the beginning and at the end. */
  hot: number
  cold: number
  mayOpen: boolean
  /**
   * Now and then is told the part of the moves tried, may see the best so far, and answers the part of the time used.
   * Where that is more, the schedule hurries after it; from 1 on the run ends.
   */
  watch?: ((tried: number, best: Int32Array) => number) | undefined
}

/**
 * Simulated annealing: tries random moves, always takes one that costs no more, and one that costs `d` more
 * with probability exp(−d / temperature), the temperature falling geometrically from `hot` to `cold`. Changes
 * `board` and returns the holders of the cheapest rota it passed, penalties included.
 */
export function anneal(board: Board, annealing: Annealing): Int32Array {
  const { random, iterations, hot, cold, mayOpen, watch } = annealing
  const best = board.holder.slice()
  if (board.problem.free.length === 0) return best
  let bestCost = board.cost
  let temperature = 0
  let used = 0
  const move = noMove()
  for (let tried = 0; tried < iterations; tried++) {
    if (watch && tried % WATCH === WATCH - 1) used = watch(tried / iterations, best)
    if (used >= 1) break
    if (tried % STRIDE === 0) {
      const done = used > tried / iterations ? used : tried / iterations
      temperature = hot * (cold / hot) ** done
    }
    if (!drawMove(move, board, random, mayOpen)) continue
    const rise = riseOf(move, board)
    if (rise > 0 && random.next() >= Math.exp(-rise / temperature)) continue
    makeMove(move, board)
    if (board.cost < bestCost - 1e-6) {
      bestCost = board.cost
      best.set(board.holder)
    }
  }
  return best
}
