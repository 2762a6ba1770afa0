import type { Db, Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'
import type { Interval } from '../time/interval.ts'

/** The hours in which physicians are away. SQL only. */

/** Of these physicians, what touches the window and was not withdrawn, in whichever association it was entered. */
export async function listAbsenceHours(db: Db | Trx, physicianIds: readonly string[], window: Interval) {
  const rows = []
  for (const ids of inPortions(physicianIds))
    rows.push(
      ...(await db
        .selectFrom('absence')
        .where('physician_id', 'in', ids)
        .where('withdrawn_at', 'is', null)
        .where('start_at', '<', window.end)
        .where('end_at', '>', window.start)
        .select(['physician_id', 'start_at', 'end_at'])
        .orderBy('start_at')
        .execute()),
    )
  return rows
}
