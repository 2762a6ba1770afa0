import { type Violation, violationsOf } from './hard-rules.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import type { Relaxation } from './remedy.ts'

/** What has to be given up for a rota: a relaxation for each rule it breaks. Throws for rules that nobody can give up. */
export const relaxationsOf = (instance: RotaInstance, rota: readonly Assignment[]): Relaxation[] =>
  violationsOf(instance, rota).flatMap(violation => relaxationFor(instance, violation))

/** What it takes to allow a broken rule; a broken pin is an open post, which is named anyway. */
function relaxationFor({ units, given = [] }: RotaInstance, broken: Violation): Relaxation[] {
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
    case 'groupTwice': {
      const { person, group } = broken
      const had = new Set(given.flatMap(one => (one.person === person ? [one.unit] : [])))
      const others = broken.units.filter(unit => !had.has(unit))
      const again = others.length < broken.units.length ? others : others.slice(1)
      return again.map(unit => ({ kind: 'groupAgain', person, unit, group }))
    }
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
