import type { Db, Trx } from '../../../db/open.ts'
import type { Instant } from '../../time/clock.ts'

/** The reasons for absences that associations offer. SQL only. */

export const listReasons = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('absence_reason')
    .where('association_id', '=', associationId)
    .where('retired_at', 'is', null)
    .select(['id', 'label'])
    .orderBy('position')
    .orderBy('id')
    .execute()

export const addReason = (
  trx: Trx,
  row: { id: string; association_id: string; label: string; position: number },
) =>
  trx
    .insertInto('absence_reason')
    .values({ ...row, retired_at: null })
    .execute()

export const changeReason = (trx: Trx, id: string, change: { label: string; position: number }) =>
  trx.updateTable('absence_reason').set(change).where('id', '=', id).execute()

export const retireReason = (trx: Trx, id: string, now: Instant) =>
  trx.updateTable('absence_reason').set({ retired_at: now }).where('id', '=', id).execute()
