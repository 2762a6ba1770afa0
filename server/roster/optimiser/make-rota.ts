import type { Clock } from '../../time/clock.ts'
import { annealRota } from './anneal-rota.ts'
import type { RotaInstance } from './instance.ts'
import { judgeRota } from './judge-rota.ts'
import { lowerBounds } from './lower-bound.ts'
import { inOneSum, spanOf } from './precedence.ts'
import { type GapRule, problemOf } from './problem.ts'
import type { RotaResult } from './result.ts'

/**
 * `seed` a whole number; `iterations` the moves tried in one annealing run (200,000 take about 0.15 s);
 * `gap: 'soft'` rather fills a unit within the minimum gap than leaves it open, and names it (default 'hard').
 */
export type RotaOptions = { seed: number; iterations: number; clock: Clock; gap?: GapRule }

/**
 * Makes one rota by simulated annealing alone, at once and on this thread; the same instance, seed and iterations
 * always give the same one.
 *
 * The instance must come from `parseInstance`. `feasible` and `optimal` rotas keep every hard rule; an
 * `infeasible` one has all its conflicts with it. Nobody is ever placed who may not be.
 *
 * Guaranteed with `gap: 'soft'` where no units overlap in time: if all posts can be filled within minima and
 * maxima at all, gaps aside, the result does so, however few the iterations.
 */
export function makeRota(instance: RotaInstance, options: RotaOptions): RotaResult {
  const { seed, iterations, clock, gap = 'hard' } = options
  const started = clock()
  const problem = problemOf(inOneSum(instance), gap)
  const { holder } = annealRota(problem, { seed, iterations, span: spanOf(instance) })
  const seconds = (clock() - started) / 1000
  const bounds = lowerBounds(instance)
  return judgeRota(instance, problem, { holder, bounds, seed, seconds, stopped: 'plan' })
}
