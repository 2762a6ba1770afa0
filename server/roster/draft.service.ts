import type { Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { ServerContext } from '../context.ts'
import { findScheme } from '../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import type { Clock, Instant } from '../time/clock.ts'
import { type Fixed, type LaidOutYear, layOutYear } from './lay-out-year.service.ts'
import { firstRota } from './optimiser/first-rota.ts'
import type { Assignment } from './optimiser/instance.ts'
import type { RotaResult } from './optimiser/result.ts'
import { putRota } from './put-rota.service.ts'
import * as rosters from './roster.repository.ts'
import { rosterId } from './roster-id.ts'
import { unitRows } from './unit-rows.ts'

const NOTHING_FIXED: Fixed = { settled: [], near: null }

/**
 * Makes the draft of a year anew: units from the scheme's rules, then a first fair rota over its members.
 * Refused when the roster is not at `revision` any more. Units nobody can take stay open, as findings.
 */
export async function draftRoster(
  { db, clock, optimiser }: ServerContext,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  revision: number,
): Promise<Outcome<null, 'notFound' | 'overlappingUnits' | 'staleRevision'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const now = clock()
  const laid = await layOutYear(db, now, scheme, year, NOTHING_FIXED)
  if (!laid.ok) return laid
  const rota = await optimiser.first(laid.value.instance)
  return allOrNothing(db, trx =>
    saveDraftIn(trx, now, actor, scheme, year, revision, { ...laid.value, rota, settled: [] }),
  )
}

/** The same inside a transaction of the caller, whose thread it holds for as long as it takes. */
export async function draftRosterIn(
  trx: Trx,
  clock: Clock,
  actor: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  revision: number,
): Promise<Outcome<null, 'overlappingUnits' | 'staleRevision'>> {
  const laid = await layOutYear(trx, clock(), scheme, year, NOTHING_FIXED)
  if (!laid.ok) return laid
  const rota = firstRota(laid.value.instance, clock)
  return saveDraftIn(trx, clock(), actor, scheme, year, revision, { ...laid.value, rota, settled: [] })
}

/** Puts a first rota of a year just laid out in the place of the draft; what it keeps of `settled` stays so. */
export async function saveDraftIn(
  trx: Trx,
  now: Instant,
  actor: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  revision: number,
  {
    units,
    uncovered,
    instance,
    rota,
    settled,
  }: LaidOutYear & { rota: RotaResult; settled: readonly Assignment[] },
): Promise<Outcome<null, 'staleRevision'>> {
  const id = rosterId(scheme.id, year)
  await rosters.ensureRoster(trx, id, scheme.id, year)
  const changed = await rosters.changeRoster(trx, id, revision, {
    drafted_at: now,
    seed: rota.seed,
    input_hash: rota.inputHash,
    instance: JSON.stringify(instance),
    proof: null,
    findings: JSON.stringify({ uncovered }),
  })
  if (!changed) return refuse('staleRevision')
  const rows = unitRows(scheme.id, id, units)
  await rosters.replaceUnits(trx, id, rows)
  await putRota(trx, id, rows, rota.assignments, settled)
  await recordAudit(trx, now, {
    action: 'draft.make',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `roster:${id}`,
    detail: { revision: revision + 1, units: units.length, conflicts: rota.conflicts.length },
  })
  return accept(null)
}
