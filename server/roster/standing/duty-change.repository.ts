import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import { inPortions } from '../../../db/portions.ts'
import type { DutyChangeTable } from '../../../db/schema/duty-change.ts'

/** Changes of single duties after a version, which are only ever added. SQL only. */

export const listChanges = (db: Db | Trx, publicationId: string) =>
  db
    .selectFrom('duty_change')
    .selectAll()
    .where('publication_id', '=', publicationId)
    .orderBy('number')
    .execute()

export async function addChanges(trx: Trx, changes: Insertable<DutyChangeTable>[]): Promise<void> {
  for (const rows of inPortions(changes)) await trx.insertInto('duty_change').values(rows).execute()
}

/**
 * Counts a roster's revision up and holds it until the transaction ends, so that versions and changes of one rota
 * follow each other. Undefined: there is no such roster.
 */
export const claimRoster = (trx: Trx, rosterId: string) =>
  trx
    .updateTable('roster')
    .set(eb => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', rosterId)
    .returning('revision')
    .executeTakeFirst()
