import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { Context } from '../../context.ts'
import { hospitalsAmong, physiciansAmong, stationContacts } from '../../directory/facility-choice.service.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import type { Instant } from '../../time/clock.ts'
import { findByCode } from '../patient.repository.ts'
import * as calls from './call.repository.ts'
import { type Call, changedCall, type Party, type Step, wrongTimes } from './call.ts'
import type { CallChangeInput, CallView, NewCall } from './call-view.ts'
import { callOf, viewsOf } from './read-calls.service.ts'

type Asked = Pick<Context, 'db' | 'clock'>
type Path = { associationId: string; callId: string }

/** Enters a call as received. The same id again, as of a double tap, answers the call there is. */
export const receiveCall = (
  { db, clock }: Asked,
  actor: Actor,
  associationId: string,
  { id, receivedAt }: NewCall,
): Promise<Outcome<CallView, 'invalidInput'>> =>
  allOrNothing<CallView, 'invalidInput'>(db, async trx => {
    const now = clock()
    const call = { ...NOTHING_YET, receivedAt: receivedAt ?? now }
    const wrong = wrongTimes(call, now)
    if (wrong.length > 0) return refuseFields('invalidInput', wrong)
    const added = await calls.addCall(trx, {
      ...columnsOf(call),
      id,
      association_id: associationId,
      patient_code: null,
      patient_id: null,
      entered_by: actor.accountId,
    })
    const view = await readCall(trx, { associationId, callId: id })
    // It is the call of another association.
    if (!view) return refuseFields('invalidInput', ['id'])
    if (added) await record(trx, now, actor, { associationId, callId: id, verb: 'receive' })
    return accept(view)
  })

/** Enters a step of a call, or corrects what was entered, also when it is closed. */
export const changeCall = (
  { db, clock }: Asked,
  actor: Actor,
  path: Path,
  { revision, patientCode, ...change }: CallChangeInput,
): Promise<Outcome<CallView, 'notFound' | 'invalidInput' | 'staleRevision'>> =>
  allOrNothing<CallView, 'notFound' | 'invalidInput' | 'staleRevision'>(db, async trx => {
    const now = clock()
    const row = await calls.findCall(trx, path.associationId, path.callId)
    if (!row) return refuse('notFound')
    if (row.revision !== revision) return refuse('staleRevision')
    const call = changedCall(callOf(row), change, now)
    const wrong = [
      ...((await isThere(trx, change.routed?.party)) ? [] : ['routed.party.id']),
      ...((await isThere(trx, change.answered?.party)) ? [] : ['answered.party.id']),
      ...wrongTimes(call, now),
    ]
    if (wrong.length > 0) return refuseFields('invalidInput', wrong)
    const patient = await patientColumns(trx, path.associationId, patientCode)
    if (!(await calls.changeCall(trx, path.callId, revision, { ...columnsOf(call), ...patient })))
      return refuse('staleRevision')
    const view = await readCall(trx, path)
    if (!view) throw new Error('the call just written is not there')
    const detail = detailOf(call, change, patientCode === undefined ? undefined : view.patientId)
    await record(trx, now, actor, { ...path, verb: 'change', detail })
    return accept(view)
  })

const NOTHING_YET = { caller: null, routed: null, answered: null, outcome: null, closedAt: null }

const columnsOf = (call: Call) => ({
  received_at: call.receivedAt,
  caller: call.caller,
  routed_to_kind: call.routed?.party.kind ?? null,
  routed_to_id: call.routed?.party.id ?? null,
  routed_at: call.routed?.at ?? null,
  answered_by_kind: call.answered?.party.kind ?? null,
  answered_by_id: call.answered?.party.id ?? null,
  answered_at: call.answered?.at ?? null,
  outcome: call.outcome,
  closed_at: call.closedAt,
})

/** A known code is linked to its open reference; an unknown one is kept as typed, for a call may come of anybody. */
async function patientColumns(trx: Trx, associationId: string, code: string | null | undefined) {
  if (code === undefined) return {}
  const known = code === null ? undefined : await findByCode(trx, associationId, code)
  return known ? { patient_id: known.id, patient_code: null } : { patient_id: null, patient_code: code }
}

/** Whether there is such a physician, station or hospital, of any association. */
async function isThere(trx: Trx, party: Party | undefined): Promise<boolean> {
  if (!party || party.id === null) return true
  const ids = [party.id]
  if (party.kind === 'physician') return (await physiciansAmong(trx, ids)).size > 0
  if (party.kind === 'hospital') return (await hospitalsAmong(trx, ids)).size > 0
  return (await stationContacts(trx, ids)).length > 0
}

async function readCall(trx: Trx, { associationId, callId }: Path): Promise<CallView | undefined> {
  const row = await calls.findCall(trx, associationId, callId)
  const [view] = row ? await viewsOf(trx, [row]) : []
  return view
}

/** What was entered, by words and ids; of a patient whose code is not known only that one was. */
function detailOf(
  call: Call,
  change: Omit<CallChangeInput, 'revision' | 'patientCode'>,
  patientId: string | null | undefined,
): Record<string, string | number> {
  const step = (one: Step | null) => (one ? `${one.party.kind}:${one.party.id ?? ''} ${one.at}` : 'none')
  return {
    ...(change.receivedAt === undefined ? {} : { received: call.receivedAt }),
    ...(change.caller === undefined ? {} : { caller: call.caller ?? 'none' }),
    ...(patientId === undefined ? {} : { patient: patientId ?? 'none' }),
    ...(change.routed === undefined ? {} : { routed: step(call.routed) }),
    ...(change.answered === undefined ? {} : { answered: step(call.answered) }),
    ...(change.outcome === undefined ? {} : { outcome: call.outcome ?? 'none' }),
    ...(change.closed === undefined ? {} : { closed: call.closedAt ?? 'none' }),
  }
}

const record = (
  trx: Trx,
  now: Instant,
  actor: Actor,
  about: Path & { verb: 'receive' | 'change'; detail?: Record<string, string | number> },
): Promise<void> =>
  recordAudit(trx, now, {
    action: `call.${about.verb}`,
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: about.associationId,
    resource: `call:${about.callId}`,
    detail: about.detail ?? {},
  })
