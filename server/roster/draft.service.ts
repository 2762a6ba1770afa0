import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { ServerContext } from '../context.ts'
import { findScheme, membersIn } from '../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import { accept, type Outcome, refuse, refuseFields } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import type { Clock, Instant } from '../time/clock.ts'
import { type LaidOutYear, layOutYear } from './lay-out-year.service.ts'
import { firstRota } from './optimiser/first-rota.ts'
import type { Assignment } from './optimiser/instance.ts'
import type { RotaResult } from './optimiser/result.ts'
import { putRota } from './put-rota.service.ts'
import * as rosters from './roster.repository.ts'
import { rosterId } from './roster-id.ts'
import { settledFields, settledIn } from './settled.service.ts'
import { unitRows } from './unit-rows.ts'

type LayingRefusal = 'staleRevision' | 'noMembers' | 'overlappingUnits' | 'invalidInput'

/**
 * The year anew, around what is settled (固定) in its draft. Refused when the roster is not at `revision` any more, when
 * nobody takes part in the year, as before the scheme began, and by `settledFields` where that could not be kept.
 */
async function layOutAnew(
  db: Db | Trx,
  asOf: Instant,
  scheme: DutyScheme,
  year: FiscalYear,
  revision: number,
): Promise<Outcome<LaidOutYear & { settled: Assignment[] }, LayingRefusal>> {
  const id = rosterId(scheme.id, year)
  const roster = await rosters.findRoster(db, id)
  if ((roster?.revision ?? 0) !== revision) return refuse('staleRevision')
  if ((await membersIn(db, scheme.id, year)).length === 0) return refuse('noMembers')
  const settled = await settledIn(db, id)
  const laid = await layOutYear(db, asOf, scheme, year, { settled, near: null })
  if (!laid.ok) return laid
  const unkept = settledFields(settled, laid.value.instance, await rosters.listUnits(db, id))
  return unkept.length > 0 ? refuseFields('invalidInput', unkept) : accept({ ...laid.value, settled })
}

/**
 * Makes the draft of a year anew: units from the scheme's rules, then a first fair rota over its members around what is
 * settled. Refused as `layOutAnew` says. Units nobody can take stay open, as findings.
 */
export async function draftRoster(
  { db, clock, optimiser }: ServerContext,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  revision: number,
): Promise<Outcome<null, 'notFound' | LayingRefusal>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const now = clock()
  const laid = await layOutAnew(db, now, scheme, year, revision)
  if (!laid.ok) return laid
  const rota = await optimiser.first(laid.value.instance)
  return allOrNothing(db, trx =>
    saveDraftIn(trx, now, actor, scheme, year, revision, { ...laid.value, rota }),
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
): Promise<Outcome<null, LayingRefusal>> {
  const laid = await layOutAnew(trx, clock(), scheme, year, revision)
  if (!laid.ok) return laid
  const rota = firstRota(laid.value.instance, clock)
  return saveDraftIn(trx, clock(), actor, scheme, year, revision, { ...laid.value, rota })
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
