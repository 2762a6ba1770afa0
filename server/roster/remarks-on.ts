import { hardRulesOf, type Violation, violationsOf } from './optimiser/hard-rules.ts'
import type { Assignment, RotaInstance } from './optimiser/instance.ts'
import { capacityConflicts } from './optimiser/name-conflicts.ts'
import { type Remark, remarkOn } from './remark.ts'

/** What of one assignment alone keeps somebody from having it, whatever else they have. */
const BARS: readonly Violation['kind'][] = ['otherBlock', 'otherPost', 'unavailable', 'barredGroup']

/** What a draft breaks as of now, first what no rota of the year could mend; empty: it is complete and keeps every rule. */
export function remarksOn(instance: RotaInstance, assignments: readonly Assignment[]): Remark[] {
  const rules = hardRulesOf(instance)
  const isForNobody = (place: { unit: string; post: string }): boolean =>
    instance.people.every(person =>
      rules.ofPerson(person, [{ ...place, person: person.id }]).some(({ kind }) => BARS.includes(kind)),
    )
  const violations = violationsOf(instance, assignments)
  const lacks = violations.some(({ kind }) => kind === 'unfilled' || kind === 'belowMin')
  return [
    ...(lacks ? ofTheYear(instance) : []),
    ...violations.map((violation): Remark => {
      const remark = remarkOn(instance, violation)
      return violation.kind === 'unfilled' && isForNobody(violation)
        ? { ...remark, kind: 'nobodyEligible' }
        : remark
    }),
  ]
}

/** What plain counting shows: too many duties for the maxima, or too few for the minima. */
const ofTheYear = (instance: RotaInstance): Remark[] =>
  capacityConflicts(instance).flatMap((conflict): Remark[] => {
    const year = { people: [], units: [] }
    if (conflict.kind === 'minima')
      return [{ ...year, kind: 'minima', count: conflict.duties, limit: conflict.minima }]
    if (conflict.kind !== 'capacity') return []
    const { block, post } = conflict
    const of = { ...(block === null ? {} : { block }), ...(post === undefined ? {} : { post }) }
    return [{ ...year, ...of, kind: 'capacity', count: conflict.duties, limit: conflict.maxima }]
  })
