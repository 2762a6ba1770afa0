import { hardRulesOf, takesPost, violationsOf } from './hard-rules.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import { OPEN, type Problem } from './problem.ts'
import type { Conflict } from './result.ts'

/**
 * Everything that keeps a lawful but incomplete rota from being feasible: first what plain counting shows,
 * then every open slot, missed minimum and short gap. `assignments` break no other rule.
 */
export function conflictsOf(instance: RotaInstance, problem: Problem, assignments: Assignment[]): Conflict[] {
  const named = violationsOf(instance, assignments).flatMap((violation): Conflict[] => {
    if (violation.kind === 'unfilled') return [whyOpen(instance, problem, violation)]
    return violation.kind === 'belowMin' || violation.kind === 'withinGap' ? [violation] : []
  })
  return named.length === 0 ? [] : [...capacityConflicts(instance), ...named]
}

/**
 * "73 duties, maxima sum to 65": for the whole rota and for each block, counting who serves it at all, and there for each
 * post that not everybody may take. Duties given to somebody else do not count.
 */
export function capacityConflicts(instance: RotaInstance): Conflict[] {
  const { units, posts, given = [] } = instance
  const { limitsOf } = hardRulesOf(instance)
  const people = instance.people.map(person => ({ ...person, ...limitsOf(person) }))
  const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0)
  const blocks = [...new Set(units.map(({ block }) => block))]
  const notForAll = posts.filter(post => people.some(person => !takesPost(person, post)))
  const capacity = (block: string | null, post?: string): Conflict[] => {
    const inBlock = units.filter(unit => block === null || unit.block === block)
    const serving = people
      .filter(person => block === null || person.blocks.includes(block))
      .filter(person => post === undefined || takesPost(person, post))
    const ids = new Set(inBlock.map(({ id }) => id))
    const able = new Set(serving.map(({ id }) => id))
    const byOthers = given.filter(
      one => ids.has(one.unit) && (post === undefined || one.post === post) && !able.has(one.person),
    )
    const duties = inBlock.length * (post === undefined ? posts.length : 1) - byOthers.length
    const maxima = total(serving.map(({ max }) => max))
    const about = { kind: 'capacity' as const, block, ...(post === undefined ? {} : { post }) }
    return maxima < duties ? [{ ...about, duties, maxima }] : []
  }
  const duties = posts.length * units.length
  const minima = total(people.map(({ min }) => min))
  return [
    ...[null, ...(blocks.length > 1 ? blocks : [])].flatMap(block => [
      ...capacity(block),
      ...notForAll.flatMap(post => capacity(block, post)),
    ]),
    ...(minima > duties ? [{ kind: 'minima' as const, duties, minima }] : []),
  ]
}

/** Kinds that follow from the instance alone, and say why there is no rota. */
const REASONS: readonly Conflict['kind'][] = ['capacity', 'minima', 'nobodyEligible', 'pinImpossible']

export const isReason = ({ kind }: Conflict): boolean => REASONS.includes(kind)

function whyOpen(instance: RotaInstance, problem: Problem, open: { unit: string; post: string }): Conflict {
  const { unit, post } = open
  const slot =
    instance.units.findIndex(({ id }) => id === unit) * problem.posts + instance.posts.indexOf(post)
  const pinned = instance.people[problem.pinned[slot] ?? OPEN]
  if (pinned) return { kind: 'pinImpossible', unit, post, person: pinned.id }
  const nobody = problem.candidates[slot]?.length === 0
  return { kind: nobody ? 'nobodyEligible' : 'unfilled', unit, post }
}
