import { type Interval, overlaps } from '../../time/interval.ts'
import { type DutyChange, placeOf, type StandingDuty } from '../standing/standing-rota.ts'
import { type Finding, finding } from './gate.ts'
import type { GateFacts } from './gate-facts.ts'

/**
 * What was decided after publication stays, unless somebody signs for it: no swap, offer or override of the newest
 * version is undone, and no unit that was withdrawn comes back by surprise.
 */
export const agreedChanges = (facts: GateFacts): Finding[] => [...undone(facts), ...returning(facts)]

const returning = ({ rota, withdrawn }: GateFacts): Finding[] =>
  [...new Set(rota.map(({ unitId }) => unitId))]
    .filter(unit => withdrawn.has(unit))
    .map(unit => finding('returns', { page: 'edit', unit, post: null }, { units: [unit] }))

function undone({ before, rota, now }: GateFacts): Finding[] {
  const standing = new Map(before.rota.map(duty => [placeOf(duty), duty]))
  const then = new Map(rota.map(duty => [placeOf(duty), duty]))
  return before.changes.flatMap(change => {
    const duty = standing.get(placeOf(change))
    if (!duty || duty.start <= now) return []
    const lost = hoursOf(duty, change).filter(hours => !stands(then.get(placeOf(change)), hours, change.to))
    const { unitId, post, from, to } = change
    const about = { units: [unitId], post, people: [from, to], hours: lost }
    return lost.length > 0 ? [finding('undone', { page: 'edit', unit: unitId, post }, about)] : []
  })
}

/** The hours of a change that still are as it left them; a later change may have passed them on. */
const hoursOf = ({ parts }: StandingDuty, change: DutyChange) =>
  parts
    .filter(part => part.physicianId === change.to && overlaps(part, change))
    .map(({ start, end }) => ({ start: Math.max(start, change.start), end: Math.min(end, change.end) }))

/** True when some of these hours are in the duty, and nobody else has any of them. */
const stands = (duty: StandingDuty | undefined, hours: Interval, person: string): boolean => {
  const meant = duty?.parts.filter(part => overlaps(part, hours)) ?? []
  return meant.length > 0 && meant.every(part => part.physicianId === person)
}
