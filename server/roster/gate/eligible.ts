import type { Violation } from '../optimiser/hard-rules.ts'
import type { RotaInstance } from '../optimiser/instance.ts'
import { type Finding, finding } from './gate.ts'

/**
 * Everybody may have what they have: as a member on those days, of the unit's block, in the post, with the distance to
 * their next duty, not in one clinic with another of the unit, no season twice or again after last year.
 */
export const eligible = (violations: readonly Violation[], instance: RotaInstance): Finding[] =>
  violations.flatMap(violation => findingOf(violation, instance) ?? [])

function findingOf(violation: Violation, { units, minGapDays }: RotaInstance): Finding | null {
  switch (violation.kind) {
    // The instance of the gate has no wishes: who is unavailable in it has no membership that allows the unit.
    case 'unavailable':
      return ofMember('notMember', violation)
    case 'unknownAssignment':
      return { ...ofMember('notMember', violation), post: violation.post }
    case 'otherBlock': {
      const block = units.find(({ id }) => id === violation.unit)?.block ?? null
      return { ...ofMember('otherBlock', violation), block }
    }
    case 'otherPost':
      return { ...ofMember('otherPost', violation), post: violation.post }
    case 'barredGroup': {
      const { unit, person } = violation
      const group = units.find(({ id }) => id === unit)?.group ?? null
      return finding('barredGroup', inDraft(unit), { units: [unit], people: [person], group })
    }
    case 'withinGap': {
      const { person, unit, otherUnit, daysApart } = violation
      const pair = { units: [otherUnit, unit], people: [person], count: daysApart, limit: minGapDays }
      return finding('withinGap', inDraft(unit), pair)
    }
    case 'sameClinic':
      return finding('sameClinic', inDraft(violation.unit), {
        units: [violation.unit],
        people: violation.people,
      })
    case 'groupTwice': {
      const { person, group, units: twice } = violation
      return finding('groupTwice', inDraft(twice.at(-1) ?? ''), { units: twice, people: [person], group })
    }
    default:
      return null
  }
}

const inDraft = (unit: string) => ({ page: 'edit', unit, post: null }) as const

const ofMember = (
  kind: 'notMember' | 'otherBlock' | 'otherPost',
  { unit, person }: { unit: string; person: string },
): Finding => finding(kind, { page: 'members', physician: person }, { units: [unit], people: [person] })
