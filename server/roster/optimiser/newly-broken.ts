import type { Violation } from './hard-rules.ts'

/** The rules broken in one rota that another does not break, or not so far. */
export function newlyBroken(before: readonly Violation[], after: readonly Violation[]): Violation[] {
  const degrees = new Map(before.map(one => [subjectOf(one), degreeOf(one)]))
  return after.filter(one => degreeOf(one) > (degrees.get(subjectOf(one)) ?? 0))
}

/** What a broken rule is about, however far it is broken. */
function subjectOf(broken: Violation): string {
  switch (broken.kind) {
    case 'belowMin':
    case 'aboveMax':
      return JSON.stringify([broken.kind, broken.person])
    case 'groupTwice':
      return JSON.stringify([broken.kind, broken.person, broken.group])
    case 'sameClinic':
      return JSON.stringify([broken.kind, broken.unit, broken.clinic])
    case 'filledTwice':
      return JSON.stringify([broken.kind, broken.unit, broken.post])
    default:
      return JSON.stringify(broken)
  }
}

function degreeOf(broken: Violation): number {
  switch (broken.kind) {
    case 'belowMin':
      return broken.min - broken.count
    case 'aboveMax':
      return broken.count - broken.max
    case 'groupTwice':
      return broken.units.length
    case 'sameClinic':
    case 'filledTwice':
      return broken.people.length
    default:
      return 1
  }
}
