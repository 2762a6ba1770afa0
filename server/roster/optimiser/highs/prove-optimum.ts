import type { Highs } from 'highs'
import { Board, NO_PENALTIES } from '../board.ts'
import type { Search } from '../search.ts'
import { placePins } from '../settle.ts'
import { conflictCliques } from './conflict-cliques.ts'
import { solveProgram } from './solve-program.ts'
import { holdersOf, startFrom, writeModel } from './write-model.ts'

/**
 * Solves the whole model, from the best rota found so far: improves it, raises the bound, and unless the search
 * is over first, ends with both equal or with the proof that no lawful complete rota exists.
 */
export function proveOptimum(highs: Highs, search: Search): 'infeasible' | 'done' {
  const board = new Board(search.problem, NO_PENALTIES)
  if (!placePins(board)) return 'infeasible'
  const { model, choices } = writeModel(board, conflictCliques(board.problem))
  const { status, bound, values } = solveProgram(highs, model.program(), {
    seed: search.seed,
    seconds: search.secondsLeft,
    ...(search.holder ? { start: startFrom(choices, search.holder) } : {}),
    stopped: () => search.over !== null,
    onSolution: found => search.offer(holdersOf(choices, found, board.holder)),
    onBound: better => search.raise(better),
  })
  if (status === 'infeasible') return 'infeasible'
  if (values) search.offer(holdersOf(choices, values, board.holder))
  search.raise(bound)
  return 'done'
}
