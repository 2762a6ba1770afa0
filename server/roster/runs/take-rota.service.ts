import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme, membersIn } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import type { Instant } from '../../time/clock.ts'
import { wallClockOf } from '../../time/tokyo.ts'
import { begunDuties } from '../editing/draft-edit.service.ts'
import type { Assignment, RotaInstance } from '../optimiser/instance.ts'
import type { RotaResult } from '../optimiser/result.ts'
import * as publications from '../publication.repository.ts'
import { putRota } from '../put-rota.service.ts'
import * as rosters from '../roster.repository.ts'
import { rosterId } from '../roster-id.ts'
import { carryOver } from './carry-over.ts'
import * as runs from './rota-run.repository.ts'
import { proofOf, type RotaProof, stateOf } from './rota-run.ts'
import type { Taking } from './rota-run-view.ts'

/** A rota to become the draft: one with the proof of how good it is, or one that gives up so many rules. */
type FoundRota = { assignments: readonly Assignment[]; givenUp: number; proof: RotaProof | null }

type TakeRefusal = 'staleRevision' | 'changedMeanwhile'

/**
 * The rota that a search has just found, if any, becomes the draft, unless something that counts was changed since it
 * began. The caller holds the roster.
 */
export async function takeOwnRota(
  trx: Trx,
  now: Instant,
  run: runs.RunRow,
  result: RotaResult,
): Promise<void> {
  const rota = proven(run, result, now)
  const actor = { accountId: run.started_by, address: null }
  if (rota) await take(trx, now, actor, run, run.base_revision, rota)
}

/**
 * The rota of a search that is over, or one of the ways out of an impossible one, takes the place of the draft, what
 * was changed in it meanwhile included. Refused when the roster is not at `revision` any more, and where the rota is
 * out of date, by fields that say why: `units` and `published` when the days were laid out anew or a version was
 * published since, and those of `carryOver`.
 */
export const takeRota = (
  { db, clock }: Context,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  runId: string,
  { revision, remedy }: Taking,
): Promise<Outcome<null, TakeRefusal | 'notFound' | 'searchUnderWay' | 'invalidInput'>> =>
  allOrNothing(db, async trx => {
    const now = clock()
    const roster = await runs.holdRoster(trx, rosterId(schemeId, year))
    const run = roster && (await runs.findWholeRun(trx, roster.id, runId))
    if (!run) return refuse('notFound')
    if (stateOf(run, now) === 'running') return refuse('searchUnderWay')
    const result: RotaResult | null = run.result && JSON.parse(run.result)
    const rota = result && (remedy === undefined ? proven(run, result, now) : relaxed(result, remedy))
    return rota ? take(trx, now, actor, run, revision, rota) : refuseFields('invalidInput', ['remedy'])
  })

/** Null: there is no rota that keeps every rule. */
const proven = (run: runs.RunRow, result: RotaResult, now: Instant): FoundRota | null =>
  result.status === 'infeasible'
    ? null
    : {
        assignments: result.assignments,
        givenUp: 0,
        proof: proofOf(result, { runId: run.id, madeAt: now, asOf: run.as_of }),
      }

/** Null: there is no such way out. */
function relaxed({ remedies = [] }: RotaResult, remedy: number): FoundRota | null {
  const wayOut = remedies[remedy]
  return wayOut ? { assignments: wayOut.assignments, givenUp: wayOut.relaxations.length, proof: null } : null
}

async function take(
  trx: Trx,
  now: Instant,
  actor: Actor,
  run: runs.RunRow,
  revision: number,
  { assignments, givenUp, proof }: FoundRota,
): Promise<Outcome<null, TakeRefusal>> {
  const id = run.roster_id
  const roster = await rosters.findRoster(trx, id)
  const scheme = await findScheme(trx, roster?.scheme_id ?? '')
  if (!roster || !scheme) throw new Error(`the search ${run.id} is of no roster`)
  const { units, pins, given = [] }: RotaInstance = JSON.parse(run.instance)
  const drafted = await rosters.listUnits(trx, id)
  const outdated = [
    ...(areOver(drafted, units) ? [] : ['units']),
    ...((await publishedSince(trx, id, run.as_of)) ? ['published'] : []),
  ]
  if (outdated.length > 0) return refuseFields('changedMeanwhile', outdated)
  const { rota, fields } = carryOver(assignments, {
    hours: new Map(drafted.map(({ id, start_at, end_at }) => [id, { start: start_at, end: end_at }])),
    begun: await begunDuties(trx, id, now),
    periods: Map.groupBy(await membersIn(trx, scheme.id, roster.fiscal_year), member => member.id),
  })
  if (fields.length > 0) return refuseFields('changedMeanwhile', fields)
  const settled = await stillSettled(trx, id, [...given, ...pins])
  const changed = await rosters.changeRoster(trx, id, revision, {
    drafted_at: now,
    seed: run.seed,
    input_hash: run.input_hash,
    instance: run.instance,
    proof: proof && JSON.stringify(proof),
  })
  if (!changed) return refuse('staleRevision')
  await putRota(trx, id, drafted, rota, settled)
  await runs.noteTaken(trx, run.id, now)
  await recordAudit(trx, now, {
    action: 'rota.take',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `rotaRun:${run.id}`,
    detail: { roster: id, revision: revision + 1, givenUp },
  })
  return accept(null)
}

/** True when the draft's units are those of the instance, at the same hours. */
function areOver(
  drafted: Awaited<ReturnType<typeof rosters.listUnits>>,
  units: RotaInstance['units'],
): boolean {
  const hours = new Map(
    drafted.map(row => [row.id, `${wallClockOf(row.start_at)} ${wallClockOf(row.end_at)}`]),
  )
  return (
    units.length === drafted.length &&
    units.every(({ id, start, end }) => hours.get(id) === `${start} ${end}`)
  )
}

const publishedSince = async (trx: Trx, rosterId: string, asOf: Instant): Promise<boolean> =>
  (await publications.listPublications(trx, rosterId)).some(({ published_at }) => published_at > asOf)

/** Pins of the draft that the search was told to keep; the others it was told to let go. */
async function stillSettled(trx: Trx, id: string, pins: readonly Assignment[]): Promise<Assignment[]> {
  const held = new Set(
    (await rosters.listDraftAssignments(trx, id))
      .filter(({ pinned }) => pinned === 1)
      .map(row => JSON.stringify([row.unit_id, row.post, row.physician_id])),
  )
  return pins.filter(({ unit, post, person }) => held.has(JSON.stringify([unit, post, person])))
}
