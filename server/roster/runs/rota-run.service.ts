import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context, ServerContext } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import { namesOf } from '../../identity/people.service.ts'
import type { Instant } from '../../time/clock.ts'
import type { RotaInstance } from '../optimiser/instance.ts'
import type { Relaxation } from '../optimiser/remedy.ts'
import type { Conflict, RotaResult } from '../optimiser/result.ts'
import { rosterId } from '../roster-id.ts'
import { rotaSettingsOf } from '../settings/rota-settings.service.ts'
import * as runs from './rota-run.repository.ts'
import { gapOf, stateOf } from './rota-run.ts'
import type { CurrentRun, RotaFound, RotaRunView } from './rota-run-view.ts'

type Reader = { accountId: string | null }

/** The search under way for a year, else the last one, as `reader` sees it; with the usual seconds of one. */
export async function readCurrentRun(
  context: Context,
  reader: Reader,
  schemeId: string,
  year: FiscalYear,
): Promise<CurrentRun> {
  const run = await runs.findLastRun(context.db, rosterId(schemeId, year))
  const { seconds } = await rotaSettingsOf(context.db, schemeId)
  return { run: run ? await viewOf(context, reader, run) : null, seconds }
}

export async function readRun(
  context: Context,
  reader: Reader,
  schemeId: string,
  year: FiscalYear,
  runId: string,
): Promise<Outcome<RotaRunView, 'notFound'>> {
  const run = await runs.findRun(context.db, rosterId(schemeId, year), runId)
  return run ? accept(await viewOf(context, reader, run)) : refuse('notFound')
}

/**
 * Has a search come to an end with the best so far. It answers before that is there, which takes a second at most,
 * wherever the search is conducted.
 */
export async function stopSearch(
  { db, clock, searches }: ServerContext,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  runId: string,
): Promise<Outcome<null, 'notFound' | 'searchOver'>> {
  const stopped = await allOrNothing<null, 'notFound' | 'searchOver'>(db, async trx => {
    const now = clock()
    const scheme = await findScheme(trx, schemeId)
    const run = await runs.findRun(trx, rosterId(schemeId, year), runId)
    if (!scheme || !run) return refuse('notFound')
    if (stateOf(run, now) !== 'running') return refuse('searchOver')
    if (!(await runs.beat(trx, runId, { stop_requested: 1 }))) return refuse('searchOver')
    await recordAudit(trx, now, {
      action: 'rota.stop',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: scheme.association.id,
      resource: `rotaRun:${runId}`,
      detail: { roster: run.roster_id },
    })
    return accept(null)
  })
  if (stopped.ok) searches.stop(runId)
  return stopped
}

async function viewOf(
  { db, keyring, clock }: Context,
  reader: Reader,
  run: runs.LightRun,
): Promise<RotaRunView> {
  const now = clock()
  const names = run.started_by ? await namesOf({ db, keyring }, [run.started_by]) : null
  const state = stateOf(run, now)
  const since = run.searching_since
  return {
    id: run.id,
    state,
    baseRevision: run.base_revision,
    startedAt: moment(run.started_at),
    startedBy: names?.get(run.started_by ?? '') ?? null,
    own: run.started_by !== null && run.started_by === reader.accountId,
    waiting: state === 'running' && since === null,
    stopping: state === 'running' && run.stop_requested === 1,
    secondsSoFar: since === null ? 0 : Math.max(0, (run.ended_at ?? now) - since) / 1000,
    seconds: run.seconds,
    seed: run.seed,
    inputHash: run.input_hash,
    best: run.best,
    bound: run.bound,
    gap: run.best === null || run.bound === null ? null : gapOf(run.best, run.bound),
    endedAt: run.ended_at === null ? null : moment(run.ended_at),
    takenAt: run.taken_at === null ? null : moment(run.taken_at),
    found: run.result ? await foundIn(db, run.id, JSON.parse(run.result)) : null,
  }
}

async function foundIn(db: Context['db'], id: string, result: RotaResult): Promise<RotaFound> {
  const { assignments: _rota, explanation: _reasons, inputHash: _hash, seed: _seed, ...found } = result
  const remedies = (found.remedies ?? []).map(({ assignments: _itsRota, ...wayOut }) => wayOut)
  const named = namedUnits([...found.conflicts, ...remedies.flatMap(({ relaxations }) => relaxations)])
  if (named.size === 0) return { ...found, remedies, units: [] }
  const { units }: RotaInstance = JSON.parse((await runs.findInstance(db, id)).instance)
  const perDay = Map.groupBy(units, ({ day }) => day)
  return {
    ...found,
    remedies,
    units: units
      .filter(unit => named.has(unit.id))
      .map(unit => ({
        id: unit.id,
        day: unit.day,
        start: unit.start,
        end: unit.end,
        alone: perDay.get(unit.day)?.length === 1,
      })),
  }
}

const namedUnits = (about: readonly (Conflict | Relaxation)[]): Set<string> =>
  new Set(
    about.flatMap(one => [
      ...('unit' in one ? [one.unit] : []),
      ...('otherUnit' in one ? [one.otherUnit] : []),
    ]),
  )

const moment = (instant: Instant): string => new Date(instant).toISOString()
