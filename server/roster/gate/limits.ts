import type { Violation } from '../optimiser/hard-rules.ts'
import { type Finding, finding } from './gate.ts'

/** Nobody has more duties than their maximum or fewer than their minimum. */
export const limits = (violations: readonly Violation[]): Finding[] =>
  violations.flatMap(violation => {
    if (violation.kind !== 'belowMin' && violation.kind !== 'aboveMax') return []
    const { kind, person, count } = violation
    const limit = violation.kind === 'belowMin' ? violation.min : violation.max
    return [finding(kind, { page: 'members', physician: person }, { people: [person], count, limit })]
  })
