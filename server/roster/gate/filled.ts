import type { Violation } from '../optimiser/hard-rules.ts'
import { type Finding, finding } from './gate.ts'
import type { GateFacts } from './gate-facts.ts'

/**
 * Every post of every unit has somebody, and no more than one. A unit that was withdrawn, and that nobody is to have
 * any more, stays withdrawn: that was decided and signed for.
 */
export function filled(violations: readonly Violation[], { rota, withdrawn }: GateFacts): Finding[] {
  const held = new Set(rota.map(({ unitId }) => unitId))
  return violations.flatMap(violation => {
    if (violation.kind !== 'unfilled' && violation.kind !== 'filledTwice') return []
    const { kind, unit, post } = violation
    if (withdrawn.has(unit) && !held.has(unit)) return []
    const people = kind === 'filledTwice' ? violation.people : []
    return [finding(kind, { page: 'edit', unit, post }, { units: [unit], post, people })]
  })
}
