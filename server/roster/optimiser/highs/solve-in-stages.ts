import type { Highs } from 'highs'
import { Board, NO_PENALTIES } from '../board.ts'
import type { Problem } from '../problem.ts'
import type { Search } from '../search.ts'
import { solveProgram } from './solve-program.ts'
import { holdersOf, type RotaModel, startFrom } from './write-model.ts'

/** How long a stage may take, where there is one after it: so much of the seconds left. */
const SHARE = 0.5

/** Costs are rounded to the billionth. More room than that would be used, and weaken the bounds of later stages. */
const ROUNDING = 1e-9

/** Empty boards, one for what each stage costs. */
export function boardsOf({ stageProblems }: Search): [Board, ...Board[]] {
  const [first, ...later] = stageProblems
  const boardOf = (problem: Problem): Board => new Board(problem, NO_PENALTIES)
  return [boardOf(first), ...later.map(boardOf)]
}

export type StageLimits = {
  /** Most simplex iterations of one stage. */
  iterations?: number
  onBound?: (stage: number, bound: number) => void
}

/**
 * Minimises the costs of a model stage by stage, from the best rota of the search and offering it what is found: the
 * first stage, then the second with what the first has reached as a limit, and so on. `kept` are the holders of slots
 * that the model leaves as they are. Solved to the end, that is the proven optimum of the model under strict
 * precedence; `stopped` says that some stage was not.
 */
export function solveInStages(
  highs: Highs,
  search: Search,
  { model, choices, costs }: RotaModel,
  kept: Int32Array,
  { iterations, onBound }: StageLimits,
): 'optimal' | 'infeasible' | 'stopped' {
  let outcome: 'optimal' | 'stopped' = 'optimal'
  for (const [stage, cost] of costs.entries()) {
    if (!search.isProven(stage)) {
      const share = stage === costs.length - 1 ? 1 : SHARE
      const { status, bound, values } = solveProgram(highs, model.program(cost), {
        seed: search.seed,
        seconds: search.secondsLeft * share,
        ...(iterations === undefined ? {} : { iterations }),
        ...(search.holder ? { start: startFrom(choices, search.holder) } : {}),
        stopped: () => search.over !== null,
        onSolution: found => search.offer(holdersOf(choices, found, kept)),
        onBound: better => onBound?.(stage, better),
      })
      // With the limits of earlier stages there is a rota, whatever rounding makes of it.
      if (status === 'infeasible') return stage === 0 ? 'infeasible' : 'stopped'
      if (values) search.offer(holdersOf(choices, values, kept))
      onBound?.(stage, bound)
      if (status === 'stopped') outcome = 'stopped'
    }
    if (!search.holder || search.over !== null) break
    model.limit(cost, (search.costs[stage] ?? 0) + ROUNDING)
  }
  return outcome
}
