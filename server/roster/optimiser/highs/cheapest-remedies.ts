import type { Highs } from 'highs'
import { cheapenRemedy } from '../cheapen-remedy.ts'
import type { RotaInstance } from '../instance.ts'
import { relaxationsOf } from '../name-relaxations.ts'
import { type Problem, problemOf } from '../problem.ts'
import type { Relaxation, Remedy } from '../remedy.ts'
import { conflictCliques } from './conflict-cliques.ts'
import { solveProgram } from './solve-program.ts'
import { writeElasticModel } from './write-elastic-model.ts'
import { holdersOf } from './write-model.ts'

const MOST = 3
/** Two solutions may give up the same by different columns. */
const TRIES = 2 * MOST

type Limits = { seed: number; seconds: number; stopped: () => boolean }

/**
 * The cheapest ways to make an infeasible instance possible, at most three, each after the cheapest that does not give up
 * all of the same again. Empty when the first could not be found in time.
 */
export function cheapestRemedies(
  highs: Highs,
  instance: RotaInstance,
  hard: Problem,
  { seed, seconds, stopped }: Limits,
): Remedy[] {
  const soft = problemOf(instance, 'soft')
  const { model, choices, price } = writeElasticModel(instance, soft, conflictCliques(hard))
  const remedies: Remedy[] = []
  const known = (relaxations: Relaxation[]): boolean =>
    remedies.some(one => JSON.stringify(one.relaxations) === JSON.stringify(relaxations))
  for (let tries = 0; tries < TRIES && remedies.length < MOST && !stopped(); tries++) {
    const { status, values, bound } = solveProgram(highs, model.program(price), {
      seed,
      seconds: seconds / MOST,
      stopped,
    })
    if (status !== 'optimal' || !values) break
    const assignments = cheapenRemedy(instance, hard, holdersOf(choices, values, soft.given), seed)
    const relaxations = relaxationsOf(instance, assignments)
    if (!known(relaxations)) remedies.push({ price: Math.round(bound), relaxations, assignments })
    const paid = price.columns.filter(column => (values[column] ?? 0) > 0.5)
    model.addRow(Number.NEGATIVE_INFINITY, paid.length - 1, paid)
  }
  return remedies
}
