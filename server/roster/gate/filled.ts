import type { Violation } from '../optimiser/hard-rules.ts'
import { type Finding, finding } from './gate.ts'

/** Every post of every unit has somebody, and no more than one. */
export const filled = (violations: readonly Violation[]): Finding[] =>
  violations.flatMap(violation => {
    if (violation.kind !== 'unfilled' && violation.kind !== 'filledTwice') return []
    const { kind, unit, post } = violation
    const people = kind === 'filledTwice' ? violation.people : []
    return [finding(kind, { page: 'edit', unit, post }, { units: [unit], post, people })]
  })
