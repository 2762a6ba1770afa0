import type { Highs } from 'highs'
import { annealRota } from '../anneal-rota.ts'
import { assignmentsOf } from '../assignments.ts'
import { cheapenRemedy } from '../cheapen-remedy.ts'
import type { RotaInstance } from '../instance.ts'
import { relaxationsOf } from '../name-relaxations.ts'
import { type Problem, problemOf } from '../problem.ts'
import { priceOf, type Relaxation, type Remedy } from '../remedy.ts'
import { conflictCliques } from './conflict-cliques.ts'
import { solveProgram } from './solve-program.ts'
import { writeElasticModel } from './write-elastic-model.ts'
import { holdersOf, startFrom } from './write-model.ts'

const MOST = 3
/** Two solutions may give up the same by different columns. */
const TRIES = 2 * MOST
/** Nobody goes through a longer list, unless it is the only way. */
const LONGEST = 10
/** Moves of the annealing that rather breaks a gap than leaves a post open: some tenths of a second. */
const MOVES = 200_000

type Limits = { seed: number; seconds: number; stopped: () => boolean }

/**
 * The cheapest ways to make an infeasible instance possible, at most three, none of which gives up all that another
 * does. Where the seconds end a solution before its proof, the cheapest found are taken, not `proven`: there is always
 * `lawful`, the best rota that breaks no rule but leaves posts open or minima missed. `cut`: the seconds had a say.
 */
export function cheapestRemedies(
  highs: Highs,
  instance: RotaInstance,
  hard: Problem,
  lawful: Int32Array,
  { seed, seconds, stopped }: Limits,
): { remedies: Remedy[]; cut: boolean } {
  const soft = problemOf(instance, 'soft')
  const { model, choices, price } = writeElasticModel(instance, soft, conflictCliques(hard))
  const givenUpIn = (holders: Int32Array): Relaxation[] =>
    relaxationsOf(instance, assignmentsOf(instance, holders))
  const priceIn = (holders: Int32Array): number => priceOf(givenUpIn(holders))
  const known = [lawful, annealRota(soft, { seed, iterations: MOVES }).holder].sort(
    (a, b) => priceIn(a) - priceIn(b),
  )
  const start = startFrom(choices, known[0] ?? lawful)
  const dearest = Math.max(...known.map(priceIn))

  const remedies: Remedy[] = []
  const offer = (holders: Int32Array, proven: boolean): void => {
    const givenUp = givenUpIn(holders)
    const tooLong = remedies.length > 0 && givenUp.length > LONGEST
    if (tooLong || remedies.some(({ relaxations }) => hasAll(givenUp, relaxations))) return
    const assignments = cheapenRemedy(instance, hard, holders, seed)
    const relaxations = relaxationsOf(instance, assignments)
    remedies.push({ price: priceOf(relaxations), proven, relaxations, assignments })
  }

  let cut = false
  for (let tries = 0; tries < TRIES && remedies.length < MOST && !cut && !stopped(); tries++) {
    const limits = { seed, start, seconds: seconds / MOST, stopped }
    const { status, values } = solveProgram(highs, model.program(price), limits)
    cut = status === 'stopped'
    if (!values) break
    const holders = holdersOf(choices, values, soft.given)
    if (!cut || priceIn(holders) < dearest) offer(holders, !cut)
    const paid = price.columns.filter(column => model.isWhole(column) && (values[column] ?? 0) > 0.5)
    model.addRow(Number.NEGATIVE_INFINITY, paid.length - 1, paid)
  }
  cut ||= stopped()
  if (cut) for (const holders of known) offer(holders, false)
  return { remedies: remedies.sort((a, b) => a.price - b.price).slice(0, MOST), cut }
}

const hasAll = (relaxations: readonly Relaxation[], others: readonly Relaxation[]): boolean =>
  others.every(other => relaxations.some(one => givesUp(one, other)))

/** True for the same given up, or a limit of the same person by as much or more. */
function givesUp(one: Relaxation, other: Relaxation): boolean {
  if (one.kind === 'belowMin' && other.kind === 'belowMin')
    return one.person === other.person && one.count <= other.count
  if (one.kind === 'aboveMax' && other.kind === 'aboveMax')
    return one.person === other.person && one.count >= other.count
  return JSON.stringify(one) === JSON.stringify(other)
}
