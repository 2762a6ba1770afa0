import type { Highs } from 'highs'
import { assignmentsOf } from '../assignments.ts'
import { type Violation, violationsOf } from '../hard-rules.ts'
import type { RotaInstance } from '../instance.ts'
import { OPEN, type Problem, problemOf } from '../problem.ts'
import type { Relaxation, Remedy } from '../remedy.ts'
import { conflictCliques } from './conflict-cliques.ts'
import { solveProgram } from './solve-program.ts'
import { writeElasticModel } from './write-elastic-model.ts'
import { holdersOf } from './write-model.ts'

const MOST = 3

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
  const { model, choices, prices } = writeElasticModel(instance, soft, conflictCliques(hard))
  const nobody = new Int32Array(soft.slots).fill(OPEN)
  const remedies: Remedy[] = []
  while (remedies.length < MOST && !stopped()) {
    const { status, values, bound } = solveProgram(highs, model.program(), {
      seed,
      seconds: seconds / MOST,
      stopped,
    })
    if (status !== 'optimal' || !values) break
    const assignments = assignmentsOf(instance, holdersOf(choices, values, nobody))
    const relaxations = violationsOf(instance, assignments).flatMap(violation =>
      relaxationsOf(instance, violation),
    )
    remedies.push({ price: Math.round(bound), relaxations })
    const paid = prices.filter(column => (values[column] ?? 0) > 0.5)
    model.addRow(Number.NEGATIVE_INFINITY, paid.length - 1, paid)
  }
  return remedies
}

/** What it takes to allow a broken rule; a broken pin is an open post, which is named anyway. */
function relaxationsOf({ units }: RotaInstance, broken: Violation): Relaxation[] {
  switch (broken.kind) {
    case 'unavailable':
      return [{ kind: 'ask', person: broken.person, unit: broken.unit }]
    case 'unfilled':
      return [{ kind: 'leaveOpen', unit: broken.unit, post: broken.post }]
    case 'withinGap': {
      const { person, unit, otherUnit, daysApart } = broken
      return [{ kind: 'shortGap', person, unit, otherUnit, daysApart }]
    }
    case 'barredGroup': {
      const group = units.find(({ id }) => id === broken.unit)?.group ?? ''
      return [{ kind: 'groupAgain', person: broken.person, unit: broken.unit, group }]
    }
    case 'groupTwice':
      return broken.units
        .slice(1)
        .map(unit => ({ kind: 'groupAgain', person: broken.person, unit, group: broken.group }))
    case 'aboveMax':
      return [{ kind: 'aboveMax', person: broken.person, count: broken.count, max: broken.max }]
    case 'belowMin':
      return [{ kind: 'belowMin', person: broken.person, count: broken.count, min: broken.min }]
    case 'pinBroken':
      return []
    default:
      throw new Error(`the engine broke a rule that has no price: ${JSON.stringify(broken)}`)
  }
}
