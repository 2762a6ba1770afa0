import { byStart, type DutyUnit } from '../../duty/duty-unit.ts'
import type { DutyPart } from '../follow-publication.ts'
import { unitsTouched } from '../wishes/units-of-wish.ts'
import { type Finding, finding } from './gate.ts'
import { type GateFacts, partsToCome } from './gate-facts.ts'

type PartAsUnit = DutyUnit & { part: DutyPart }

/** Nobody stands hours that they entered as 不可, in this scheme or in another, or for which they are absent (不在). */
export function away(facts: GateFacts): Finding[] {
  const coming = Map.groupBy(partsToCome(facts), ({ physicianId }) => physicianId)
  return [...coming].flatMap(([person, parts]) => {
    const patterns = facts.away.get(person) ?? []
    if (patterns.length === 0) return []
    const units = parts.map(part => asUnit(facts.schemeId, part)).sort(byStart)
    const touched = new Set(unitsTouched('unavailable', patterns, units))
    return units
      .filter(unit => touched.has(unit))
      .map(({ part: { unitId, post, start, end } }) =>
        finding(
          'away',
          { page: 'edit', unit: unitId, post },
          { units: [unitId], post, people: [person], hours: [{ start, end }] },
        ),
      )
  })
}

/** The hours of a part as a unit that wishes can touch; a unit's identity ends with its rule (`unitId`). */
const asUnit = (schemeId: string, part: DutyPart): PartAsUnit => {
  const { day, start, end, holidayClass, label, tentative, unitId } = part
  return {
    day,
    rule: unitId.slice(`${schemeId}/${day}/`.length),
    start,
    end,
    holidayClass,
    label,
    tentative,
    part,
  }
}
