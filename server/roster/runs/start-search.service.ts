import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { ServerContext } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../../duty/duty-unit.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import type { Instant } from '../../time/clock.ts'
import { saveDraftIn } from '../draft.service.ts'
import { type LaidOutYear, layOutYear } from '../lay-out-year.service.ts'
import type { Assignment } from '../optimiser/instance.ts'
import type { RotaResult } from '../optimiser/result.ts'
import * as rosters from '../roster.repository.ts'
import { rosterId } from '../roster-id.ts'
import { rotaSettingsOf } from '../settings/rota-settings.service.ts'
import { settledFields, settledIn } from '../settled.service.ts'
import { conductSearch } from './conduct-search.service.ts'
import { namedFields } from './name-input-errors.ts'
import * as runs from './rota-run.repository.ts'
import { SILENT_AFTER, stateOf } from './rota-run.ts'
import type { NewSearch } from './rota-run-view.ts'

type StartRefusal = 'notFound' | 'overlappingUnits' | 'staleRevision' | 'searchUnderWay' | 'invalidInput'

/** A search made ready: all of it is read and computed before anything is changed. */
type Prepared = {
  id: string
  asOf: Instant
  laid: LaidOutYear
  settled: Assignment[]
  /** The draft to begin with, where there is none over the units as they are now. */
  first: RotaResult | null
  seconds: number
  inputHash: string
}

/**
 * Starts a search for the best rota of a year, after a first draft where there is none or its units are not those of
 * the rules any more. Refused, with nothing started, when one is under way for the year, when the roster is not at
 * `revision` any more, and for input that has no meaning, by `namedFields` and `settledFields`.
 */
export async function startSearch(
  context: ServerContext,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  wanted: NewSearch,
): Promise<Outcome<{ id: string }, StartRefusal>> {
  const scheme = await findScheme(context.db, schemeId)
  if (!scheme) return refuse('notFound')
  const prepared = await prepare(context, scheme, year, wanted)
  if (!prepared.ok) return prepared
  const started = await allOrNothing(context.db, trx =>
    startIn(trx, context.clock(), actor, scheme, year, wanted, prepared.value),
  )
  if (!started.ok) return started
  const { id, laid, seconds } = prepared.value
  const search = {
    id,
    rosterId: rosterId(schemeId, year),
    instance: laid.instance,
    seconds,
    seed: wanted.seed,
  }
  context.searches.begin(id, (stop, inTurn) => conductSearch(context, search, stop, inTurn))
  return accept({ id })
}

async function prepare(
  { db, clock, optimiser }: ServerContext,
  scheme: DutyScheme,
  year: FiscalYear,
  { revision, keep, near, anew, seconds }: NewSearch,
): Promise<Outcome<Prepared, StartRefusal>> {
  const rosterOfYear = rosterId(scheme.id, year)
  const asOf = clock()
  // In this order: whoever sees the draft of somebody who was quicker sees their search too.
  const roster = await rosters.findRoster(db, rosterOfYear)
  const last = await runs.findLastRun(db, rosterOfYear)
  if (last && stateOf(last, asOf) === 'running') return refuse('searchUnderWay')
  if ((roster?.revision ?? 0) !== revision) return refuse('staleRevision')

  const settled = keep === 'pins' ? await settledIn(db, rosterOfYear) : []
  const laid = await layOutYear(db, asOf, scheme, year, { settled, near: near ? 'current' : null })
  if (!laid.ok) return laid
  const { instance, units } = laid.value
  await setImmediate()
  const drafted = await rosters.listUnits(db, rosterOfYear)
  const { errors, inputHash } = await optimiser.check(instance)
  const wrong = [...namedFields(errors, instance), ...settledFields(settled, instance, drafted)]
  if (wrong.length > 0) return refuseFields('invalidInput', [...new Set(wrong)])
  const isCurrent = !anew && roster?.drafted_at && sameUnits(scheme, units, drafted)
  return accept({
    id: randomUUID(),
    asOf,
    laid: laid.value,
    settled,
    first: isCurrent ? null : await optimiser.first(instance),
    seconds: seconds ?? (await rotaSettingsOf(db, scheme.id)).seconds,
    inputHash,
  })
}

async function startIn(
  trx: Trx,
  now: Instant,
  actor: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  { revision, seed }: NewSearch,
  { id, asOf, laid, settled, first, seconds, inputHash }: Prepared,
): Promise<Outcome<null, StartRefusal>> {
  const roster = rosterId(scheme.id, year)
  await rosters.ensureRoster(trx, roster, scheme.id, year)
  const held = await runs.holdRoster(trx, roster)
  await runs.failSilentRuns(trx, roster, now - SILENT_AFTER, now)
  await runs.forgetSupersededRuns(trx, roster)
  const added = await runs.addRun(trx, {
    id,
    roster_id: roster,
    base_revision: first ? revision + 1 : revision,
    seed,
    seconds,
    input_hash: inputHash,
    instance: JSON.stringify(laid.instance),
    status: 'running',
    as_of: asOf,
    started_at: now,
    started_by: actor.accountId,
    heartbeat_at: now,
    stop_requested: 0,
  })
  if (!added) return refuse('searchUnderWay')
  if (first) {
    const saved = await saveDraftIn(trx, now, actor, scheme, year, revision, {
      ...laid,
      rota: first,
      settled,
    })
    if (!saved.ok) return saved
  } else if (held?.revision !== revision) return refuse('staleRevision')
  await recordAudit(trx, now, {
    action: 'rota.search',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `rotaRun:${id}`,
    detail: { roster, seed, seconds },
  })
  return accept(null)
}

type UnitRow = Awaited<ReturnType<typeof rosters.listUnits>>[number]

/** True when the draft's units are those planned, with the same hours and labels. */
function sameUnits({ id }: DutyScheme, planned: readonly DutyUnit[], drafted: readonly UnitRow[]): boolean {
  const written = (parts: unknown[]): string => JSON.stringify(parts)
  const known = new Set(
    drafted.map(row =>
      written([row.id, row.start_at, row.end_at, row.holiday_class, row.label, row.tentative === 1]),
    ),
  )
  return (
    planned.length === drafted.length &&
    planned.every(unit =>
      known.has(
        written([unitId(id, unit), unit.start, unit.end, unit.holidayClass, unit.label, unit.tentative]),
      ),
    )
  )
}
