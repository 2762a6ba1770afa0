import type { Highs, ModelData } from 'highs'
import { Board, NO_PENALTIES } from '../board.ts'
import type { RotaInstance } from '../instance.ts'
import { problemOf } from '../problem.ts'
import { placePins } from '../settle.ts'
import { conflictCliques } from './conflict-cliques.ts'
import { writeModel } from './write-model.ts'

/** The interior point method ends this near to the optimum, as a part of it; the bound stays below. */
const MARGIN = 1e-7

/**
 * A bound for an instance too large to be solved whole: the least cost when duties may be shared out in fractions, by
 * an interior point method. Null when stopped, or when even fractions cannot be lawful.
 */
export function relaxedBound(highs: Highs, instance: RotaInstance, stopped: () => boolean): number | null {
  const board = new Board(problemOf(instance, 'hard'), NO_PENALTIES)
  if (!placePins(board)) return null
  const { modelStatus, callbackType } = highs.constants
  const { model: rota, costs } = writeModel([board], conflictCliques(board.problem))
  return highs.withModel(rota.program(costs[0], true) as ModelData, model => {
    model.options.set({ output_flag: false, presolve: 'off', solver: 'ipm', run_crossover: 'off' })
    const { modelStatus: status } = model.run({
      [callbackType.ipmInterrupt]: event => {
        if (stopped()) event.interrupt()
        return undefined
      },
    })
    if (status !== modelStatus.optimal) return null
    const least = model.getObjectiveValue()
    return least - MARGIN * Math.max(1, Math.abs(least))
  })
}
