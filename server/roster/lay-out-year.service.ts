import { setImmediate } from 'node:timers/promises'
import type { Db, Trx } from '../../db/open.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import { closedDaysOf } from '../directory/directory.service.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import type { DutyUnit } from '../duty/duty-unit.ts'
import { planYear } from '../duty/plan-year.ts'
import type { UncoveredHours } from '../duty/uncovered-hours.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import type { Instant } from '../time/clock.ts'
import type { Duty } from './follow-publication.ts'
import { instanceOf } from './instance.service.ts'
import type { Assignment, RotaInstance } from './optimiser/instance.ts'
import { inOrder, withPast } from './pins.ts'
import { rosterId } from './roster-id.ts'
import { standingDuties } from './standing/standing-rota.service.ts'

/** The units of a year as the rules have them now, the hours they leave out, and the input of a rota for them. */
export type LaidOutYear = { units: DutyUnit[]; uncovered: UncoveredHours[]; instance: RotaInstance }

/** What is to stay as it is, and the rota to stay near to; `current`: the one that is published. */
export type Fixed = { settled: readonly Assignment[]; near: readonly Assignment[] | 'current' | null }

/**
 * Lays out a year: units from the scheme's rules and the calendar, with the instance for the rota maker. Duties that
 * have begun at `asOf` stay with whom they are.
 */
export async function layOutYear(
  db: Db | Trx,
  asOf: Instant,
  scheme: DutyScheme,
  year: FiscalYear,
  { settled, near }: Fixed,
): Promise<Outcome<LaidOutYear, 'overlappingUnits'>> {
  const plan = planYear(scheme.rules, await closedDaysOf(db, scheme.association.id), year)
  if (!plan.ok)
    return refuse('overlappingUnits', plan.overlaps.map(([a, b]) => `${a.label} / ${b.label}`).join(', '))
  // A large district takes milliseconds for each step: others get their turn in between.
  await setImmediate()
  const current = await standingDuties(db, rosterId(scheme.id, year))
  const begun = current.filter(duty => duty.start <= asOf).map(assignmentOf)
  const published = near === 'current' ? current.map(assignmentOf) : near
  const instance = await instanceOf(db, scheme, year, plan.units, {
    pins: inOrder(settled),
    ...(published ? { published: inOrder(published) } : {}),
  })
  return accept({ units: plan.units, uncovered: plan.uncovered, instance: withPast(instance, begun) })
}

const assignmentOf = (duty: Duty): Assignment => ({
  unit: duty.unitId,
  post: duty.post,
  person: duty.physicianId,
})
