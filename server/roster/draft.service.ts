import type { Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { Context } from '../context.ts'
import { closedDaysOf } from '../directory/directory.service.ts'
import { findScheme } from '../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../duty/duty-unit.ts'
import { planYear } from '../duty/plan-year.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import type { Clock } from '../time/clock.ts'
import type { Duty } from './follow-publication.ts'
import { instanceOf } from './instance.service.ts'
import { balancedCounts } from './optimiser/balanced-counts.ts'
import { makeRota } from './optimiser/make-rota.ts'
import type { RotaResult } from './optimiser/result.ts'
import { currentDuties } from './publication.service.ts'
import * as rosters from './roster.repository.ts'
import { rosterId } from './roster-id.ts'

const SEED = 1
/** Enough for the first fair rota of a small association within a tenth of a second. */
const ITERATIONS = 100_000

type DraftRefusal = 'notFound' | 'overlappingUnits' | 'staleRevision'

/**
 * Makes the draft of a year anew: units from the scheme's rules, then a fair rota over its members.
 * Refused when the roster is not at `revision` any more. Units nobody can take stay open, as findings.
 */
export const draftRoster = (
  context: Context,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  revision: number,
): Promise<Outcome<null, DraftRefusal>> =>
  context.db.transaction().execute(async trx => {
    const scheme = await findScheme(trx, schemeId)
    if (!scheme) return refuse('notFound')
    return draftRosterIn(trx, context.clock, actor, scheme, year, revision)
  })

/** The same inside a transaction of the caller, who has made sure that this may be done. */
export async function draftRosterIn(
  trx: Trx,
  clock: Clock,
  actor: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  revision: number,
): Promise<Outcome<null, 'overlappingUnits' | 'staleRevision'>> {
  const now = clock()
  const id = rosterId(scheme.id, year)
  const roster = await rosters.findRoster(trx, id)
  if ((roster?.revision ?? 0) !== revision) return refuse('staleRevision')
  const plan = planYear(scheme.rules, await closedDaysOf(trx, scheme.association.id), year)
  if (!plan.ok)
    return refuse('overlappingUnits', plan.overlaps.map(([a, b]) => `${a.label} / ${b.label}`).join(', '))

  const current = (await currentDuties(trx, id)).filter(duty => duty.cancelledAt === null)
  const assignmentOf = (duty: Duty) => ({ unit: duty.unitId, post: duty.post, person: duty.physicianId })
  const pins = current.filter(duty => duty.start <= now).map(assignmentOf)
  const instance = balancedCounts(await instanceOf(trx, scheme, year, plan.units, { pins }))
  const rota = makeRota(instance, { seed: SEED, iterations: ITERATIONS, clock, gap: 'soft' })

  await rosters.ensureRoster(trx, {
    id,
    scheme_id: scheme.id,
    fiscal_year: year,
    revision: 0,
    findings: '{}',
  })
  const changed = await rosters.changeRoster(trx, id, revision, {
    drafted_at: now,
    seed: rota.seed,
    input_hash: rota.inputHash,
    findings: JSON.stringify({ conflicts: rota.conflicts, uncovered: plan.uncovered }),
  })
  if (!changed) return refuse('staleRevision')
  await saveDraft(trx, scheme.id, id, plan.units, rota)
  await recordAudit(trx, now, {
    action: 'draft.make',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `roster:${id}`,
    detail: { revision: revision + 1, units: plan.units.length, conflicts: rota.conflicts.length },
  })
  return accept(null)
}

async function saveDraft(
  trx: Trx,
  schemeId: string,
  id: string,
  units: readonly DutyUnit[],
  rota: RotaResult,
) {
  const hours = new Map(
    units.map(unit => [unitId(schemeId, unit), { start_at: unit.start, end_at: unit.end }]),
  )
  await rosters.replaceDraft(
    trx,
    id,
    units.map(unit => ({
      id: unitId(schemeId, unit),
      roster_id: id,
      day: unit.day,
      rule: unit.rule,
      start_at: unit.start,
      end_at: unit.end,
      holiday_class: unit.holidayClass,
      label: unit.label,
      tentative: unit.tentative ? 1 : 0,
    })),
    rota.assignments.flatMap(({ unit, post, person }) => {
      const when = hours.get(unit)
      return when ? [{ unit_id: unit, post, roster_id: id, physician_id: person, ...when }] : []
    }),
  )
}
