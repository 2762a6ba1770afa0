import type { Highs } from 'highs'
import type { Search } from '../search.ts'
import { placePins } from '../settle.ts'
import { conflictCliques } from './conflict-cliques.ts'
import { boardsOf, solveInStages } from './solve-in-stages.ts'
import { writeModel } from './write-model.ts'

/**
 * Solves the whole model, from the best rota found so far: improves it, raises the bounds, and unless the search
 * is over first, ends with both equal or with the proof that no lawful complete rota exists. `stopped` when the time
 * for one of several stages was not enough.
 */
export function proveOptimum(highs: Highs, search: Search): 'optimal' | 'infeasible' | 'stopped' {
  const boards = boardsOf(search)
  if (!boards.every(placePins)) return 'infeasible'
  const model = writeModel(boards, conflictCliques(search.problem))
  return solveInStages(highs, search, model, boards[0].holder, {
    onBound: (stage, bound) => search.raise(stage, bound),
  })
}
