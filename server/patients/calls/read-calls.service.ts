import type { Db, Trx } from '../../../db/open.ts'
import type { Context } from '../../context.ts'
import { contactsOf } from '../../directory/contact.service.ts'
import { findAssociation } from '../../directory/directory.service.ts'
import { hospitalContacts, stationContacts } from '../../directory/facility-choice.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import type { Interval } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { instantOf, localDayOf } from '../../time/tokyo.ts'
import * as calls from './call.repository.ts'
import type { Call, Party, Step } from './call.ts'
import type { CallsView, CallView } from './call-view.ts'
import { type CallCounts, countCalls } from './count-calls.ts'

/** The calls of a day; of today also those that are still open, whenever they came in. */
export async function readCalls(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  associationId: string,
  asked: LocalDay | undefined,
): Promise<Outcome<CallsView, 'notFound'>> {
  const association = await findAssociation(db, associationId)
  if (!association) return refuse('notFound')
  const today = localDayOf(clock())
  const day = asked ?? today
  const window = { start: instantOf(day, '00:00'), end: instantOf(day, '24:00') }
  const rows = await calls.listCalls(db, associationId, window, day === today)
  return accept({
    association: { id: association.id, name: association.name },
    day,
    today,
    calls: await viewsOf(db, rows),
  })
}

/** How many calls of a window came to what and from whom; for the statistics. No patient is in it. */
export const callCounts = async (
  db: Db | Trx,
  associationId: string,
  window: Interval,
): Promise<CallCounts> => countCalls((await calls.listCalls(db, associationId, window, false)).map(callOf))

/** Puts names and numbers to those who were called. */
export async function viewsOf(db: Db | Trx, rows: readonly calls.CallRow[]): Promise<CallView[]> {
  const all = rows.map(row => ({ row, call: callOf(row) }))
  const parties = all.flatMap(({ call }) =>
    [call.routed, call.answered].flatMap(step => (step ? [step.party] : [])),
  )
  const idsOf = (kind: Party['kind']) => [
    ...new Set(parties.flatMap(party => (party.kind === kind && party.id !== null ? [party.id] : []))),
  ]
  const reached = new Map<string, { name: string; phone: string }>([
    ...[...(await contactsOf(db, idsOf('physician'))).values()].map(
      ({ id, name, nightPhone }) => [`physician ${id}`, { name, phone: nightPhone }] as const,
    ),
    ...(await stationContacts(db, idsOf('station'))).map(
      ({ id, name, nightPhone }) => [`station ${id}`, { name, phone: nightPhone }] as const,
    ),
    ...(await hospitalContacts(db, idsOf('hospital'))).map(
      ({ id, name, phone }) => [`hospital ${id}`, { name, phone }] as const,
    ),
  ])
  const named = (step: Step | null): CallView['routed'] => {
    if (!step) return null
    const { kind, id } = step.party
    return { party: { kind, id, ...(reached.get(`${kind} ${id}`) ?? { name: '', phone: '' }) }, at: step.at }
  }
  return all.map(({ row, call }) => ({
    ...call,
    id: row.id,
    revision: row.revision,
    patientCode: row.code ?? row.patient_code,
    patientId: row.patient_id,
    routed: named(call.routed),
    answered: named(call.answered),
  }))
}

/** A row as it was written by `changeCall`, which writes words of its own lists only. */
export const callOf = (row: calls.CallRow): Call => ({
  receivedAt: row.received_at,
  caller: row.caller as Call['caller'],
  routed: stepOf(row.routed_to_kind, row.routed_to_id, row.routed_at),
  answered: stepOf(row.answered_by_kind, row.answered_by_id, row.answered_at),
  outcome: row.outcome as Call['outcome'],
  closedAt: row.closed_at,
})

const stepOf = (kind: string | null, id: string | null, at: number | null): Step | null =>
  kind === null || at === null ? null : { party: { kind: kind as Party['kind'], id }, at }
