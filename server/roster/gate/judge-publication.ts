import { violationsOf } from '../optimiser/hard-rules.ts'
import { agreedChanges } from './agreed-changes.ts'
import { away } from './away.ts'
import { contact } from './contact.ts'
import { doubleBooked } from './double-booked.ts'
import { eligible } from './eligible.ts'
import { filled } from './filled.ts'
import { CHECKS, type CheckName, type CheckResult, type Finding, type GateSettings } from './gate.ts'
import type { GateFacts } from './gate-facts.ts'
import { limits } from './limits.ts'
import { nurseLink } from './nurse-link.ts'
import { uncovered } from './uncovered.ts'

/**
 * Every check of a rota that would be published, each with all it finds in order of time. The hard rules of a rota are judged by the
 * judge of the rota maker: there is one. A duty that has begun is not judged.
 */
export function judgePublication(facts: GateFacts, settings: GateSettings): CheckResult[] {
  const { instance, rota, units, now } = facts
  const violations = violationsOf(
    instance,
    rota.map(({ unitId, post, physicianId }) => ({ unit: unitId, post, person: physicianId })),
  )
  const found: Record<CheckName, Finding[]> = {
    filled: filled(violations, facts),
    nurseLink: nurseLink(facts),
    doubleBooked: doubleBooked(facts),
    away: away(facts),
    eligible: eligible(violations, instance),
    limits: limits(violations),
    contact: contact(facts),
    agreedChanges: agreedChanges(facts),
    uncovered: uncovered(facts),
  }
  const startOf = new Map(units.map(({ id, start }) => [id, start]))
  const canBeMended = ({ units: about }: Finding): boolean =>
    about.length === 0 || about.some(id => (startOf.get(id) ?? 0) > now)
  const firstStart = ({ units: [first] }: Finding): number => startOf.get(first ?? '') ?? 0
  return CHECKS.map(check => ({
    check,
    mode: settings[check],
    findings: found[check].filter(canBeMended).toSorted((a, b) => firstStart(a) - firstStart(b)),
  }))
}
