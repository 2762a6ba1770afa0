import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import type { CallTable } from '../../../db/schema/call.ts'
import type { Interval } from '../../time/interval.ts'

/** The calls at the duty desk. SQL only. */

export type CallRow = Selectable<CallTable> & { code: string | null }

const calls = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('call')
    .leftJoin('patient_reference as patient', 'patient.id', 'call.patient_id')
    .where('call.association_id', '=', associationId)
    .selectAll('call')
    .select('patient.code')

export const findCall = (db: Db | Trx, associationId: string, callId: string) =>
  calls(db, associationId).where('call.id', '=', callId).executeTakeFirst()

/** Received in a window, the newest first; with `open` also those of any time that are not closed. */
export const listCalls = (db: Db | Trx, associationId: string, { start, end }: Interval, open: boolean) =>
  calls(db, associationId)
    .where(eb =>
      eb.or([
        eb.and([eb('call.received_at', '>=', start), eb('call.received_at', '<', end)]),
        ...(open ? [eb('call.closed_at', 'is', null)] : []),
      ]),
    )
    .orderBy('call.received_at', 'desc')
    .orderBy('call.id')
    .execute()

/** False when there is a call of that id. */
export async function addCall(trx: Trx, row: Insertable<CallTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('call')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** False when the call is not at `revision` any more. */
export async function changeCall(
  trx: Trx,
  callId: string,
  revision: number,
  change: Updateable<CallTable>,
): Promise<boolean> {
  const result = await trx
    .updateTable('call')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', callId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
