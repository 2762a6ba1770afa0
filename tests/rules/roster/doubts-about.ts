import type { Assignment, RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import type { GapRule } from '../../../server/roster/optimiser/problem.ts'
import type { Conflict, RotaResult } from '../../../server/roster/optimiser/result.ts'
import {
  type BrokenRule,
  brokenRules,
  costByTheDocument,
  maximumOf,
  mayTakePost,
  minimumOf,
} from './checker.ts'

/** Equal but for the last digits of a floating sum. */
const isNear = (one: number, other: number): boolean =>
  Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(one), Math.abs(other))

/**
 * Everything in a result that the checker does not confirm: a broken rule that no conflict admits to, a conflict
 * that is none, an objective, bound or gap that is not so. None for a result that can be trusted. Nothing admits to a
 * gap that is too short, unless the rota was asked for with a soft one.
 */
export function doubtsAbout(
  instance: RotaInstance,
  result: RotaResult,
  gapRule: GapRule = 'hard',
): unknown[] {
  const { status, objective, bound, gap, assignments, conflicts } = result
  const broken = brokenRules(instance, assignments).map(inWords).toSorted()
  const admitted = conflicts.flatMap(conflict => admitsTo(conflict, instance).map(inWords)).toSorted()
  const cost = costByTheDocument(instance, assignments)
  const isComplete = status !== 'infeasible'
  const inOrder = instance.units.flatMap(({ id: unit }) =>
    instance.posts.flatMap(post => assignments.filter(one => one.unit === unit && one.post === post)),
  )
  return [
    ...(JSON.stringify(broken) === JSON.stringify(admitted) ? [] : [{ broken, admitted }]),
    ...conflicts.filter(({ kind }) => kind === 'withinGap' && gapRule === 'hard'),
    ...conflicts.filter(conflict => !isTrue(conflict, instance, assignments)),
    ...(isComplete === (conflicts.length === 0) ? [] : [{ status, conflicts }]),
    ...(isNear(objective, cost) ? [] : [{ objective, cost }]),
    ...(isNear(gap, (objective - bound) / Math.max(1, Math.abs(bound))) ? [] : [{ gap, objective, bound }]),
    ...(isComplete && bound > objective && !isNear(bound, objective) ? [{ bound, above: objective }] : []),
    ...(status === 'optimal' && !isNear(bound, objective) ? [{ status, bound, objective }] : []),
    ...(JSON.stringify(inOrder) === JSON.stringify(assignments) ? [] : [{ disorder: assignments }]),
  ]
}

const inWords = ({ rule, at }: BrokenRule): string => `${rule}: ${at}`

/** The broken rules of an incomplete rota that a conflict stands for. */
function admitsTo(conflict: Conflict, { units, pins }: RotaInstance): BrokenRule[] {
  switch (conflict.kind) {
    case 'capacity':
    case 'minima':
    case 'together':
      return []
    case 'nobodyEligible':
    case 'pinImpossible':
    case 'unfilled': {
      const { unit, post } = conflict
      const missed = pins.filter(pin => pin.unit === unit && pin.post === post)
      return [
        { rule: 'every unit × post has a person', at: `${unit} ${post}` },
        ...missed.map(({ person }): BrokenRule => ({ rule: 'pins', at: `${person} as ${post} of ${unit}` })),
      ]
    }
    case 'belowMin': {
      const { person, count, min } = conflict
      return [{ rule: 'min ≤ count', at: `${person} has ${count}, not ${min}` }]
    }
    case 'withinGap': {
      const both = units.map(({ id }) => id).filter(id => id === conflict.unit || id === conflict.otherUnit)
      return [
        {
          rule: '`minGapDays` between units of one person',
          at: `${conflict.person} in ${both.join(' and ')}, ${conflict.daysApart} days apart`,
        },
      ]
    }
  }
}

/** False for a conflict that is said to be proven from the instance and is not. */
function isTrue(conflict: Conflict, instance: RotaInstance, rota: readonly Assignment[]): boolean {
  const { units, posts, people, pins, given = [] } = instance
  switch (conflict.kind) {
    case 'capacity': {
      const { block, post, duties, maxima } = conflict
      const within = units.filter(unit => block === null || unit.block === block)
      const able = people
        .filter(({ blocks }) => block === null || blocks.includes(block))
        .filter(person => post === undefined || mayTakePost(person, post))
      const most = able.reduce((total, person) => total + maximumOf(instance, person), 0)
      const byOthers = given
        .filter(one => within.some(({ id }) => id === one.unit) && (post ?? one.post) === one.post)
        .filter(one => !able.some(({ id }) => id === one.person))
      const count = within.length * (post === undefined ? posts.length : 1) - byOthers.length
      return duties > maxima && duties === count && maxima === most
    }
    case 'minima': {
      const { duties, minima } = conflict
      const least = people.reduce((total, person) => total + minimumOf(instance, person), 0)
      return minima > duties && minima === least && duties === units.length * posts.length
    }
    case 'nobodyEligible':
      return people.every(({ id }) =>
        isForbidden({ ...instance, given: [] }, [], { ...conflict, person: id }),
      )
    case 'pinImpossible': {
      const isPin = (held: Assignment): boolean =>
        pins.some(
          ({ unit, post, person }) => unit === held.unit && post === held.post && person === held.person,
        )
      const settled = [...given, ...rota.filter(isPin)]
      return isPin(conflict) && isForbidden(instance, settled, conflict)
    }
    default:
      return true
  }
}

/** What no further duty can mend. */
const isForbidden = (instance: RotaInstance, held: readonly Assignment[], pin: Assignment): boolean =>
  brokenRules({ ...instance, pins: [] }, [...held, pin]).some(
    ({ rule }) => rule !== 'every unit × post has a person' && rule !== 'min ≤ count',
  )
