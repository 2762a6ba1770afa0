import type { Highs, Model, ModelData } from 'highs'
import type { LinearProgram } from './linear-model.ts'

export type SolveOptions = {
  seed: number
  /** The values of all whole-number columns in a known solution. */
  start?: { indices: Int32Array; values: Float64Array }
  seconds: number
  /** Most simplex iterations, a measure of work that does not depend on the machine. */
  iterations?: number
  /** Looked at often; true ends the run. */
  stopped: () => boolean
  /** A better solution than before, by column. */
  onSolution?: (values: Float64Array) => void
  onBound?: (bound: number) => void
}

export type Solved = {
  status: 'optimal' | 'infeasible' | 'stopped'
  bound: number
  values: Float64Array | null
}

/**
 * Solves a mixed-integer program to proven optimality unless it is stopped; the same program, seed and start take
 * the same way. `bound` is −∞ until there is one.
 */
export function solveProgram(highs: Highs, program: LinearProgram, options: SolveOptions): Solved {
  const { modelStatus, callbackType } = highs.constants
  const { onSolution, onBound, stopped, iterations = Number.POSITIVE_INFINITY } = options
  if (program.numCols === 0) return withoutColumns(program)
  return highs.withModel(program as ModelData, (model: Model): Solved => {
    model.options.set({
      output_flag: false,
      random_seed: options.seed % 2 ** 31,
      time_limit: Math.max(0, options.seconds),
      mip_rel_gap: 0,
      mip_abs_gap: 1e-6,
    })
    if (options.start) model.setSolution(options.start)
    const { modelStatus: status } = model.run({
      [callbackType.mipImprovingSolution]: ({ data }) => {
        if (data.mip_solution) onSolution?.(data.mip_solution)
        return undefined
      },
      [callbackType.mipInterrupt]: event => {
        onBound?.(event.data.mip_dual_bound ?? Number.NEGATIVE_INFINITY)
        if (stopped() || Number(event.data.mip_total_lp_iterations ?? 0) > iterations) event.interrupt()
        return undefined
      },
    })
    if (status === modelStatus.infeasible) {
      return { status: 'infeasible', bound: Number.POSITIVE_INFINITY, values: null }
    }
    return {
      status: status === modelStatus.optimal ? 'optimal' : 'stopped',
      bound: Number(model.info.get('mip_dual_bound')),
      values: model.info.get('primal_solution_status') === 2 ? model.getSolution().colValue : null,
    }
  })
}

/** The solver takes no model without columns; there is nothing to decide, only whether 0 is within all rows. */
function withoutColumns({ rowLower, rowUpper, offset }: LinearProgram): Solved {
  const possible = rowLower.every((lower, row) => lower <= 0 && (rowUpper[row] ?? 0) >= 0)
  return possible
    ? { status: 'optimal', bound: offset, values: new Float64Array(0) }
    : { status: 'infeasible', bound: Number.POSITIVE_INFINITY, values: null }
}
