import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { BoardLinkTable } from '../../db/schema/board-link.ts'
import type { Instant } from '../time/clock.ts'

/** Links that open a board without signing in. SQL only. */

/** One that has not been revoked. */
export const findLink = (db: Db | Trx, tokenHash: string) =>
  db
    .selectFrom('board_link as link')
    .innerJoin('association', 'association.id', 'link.association_id')
    .where('link.token_hash', '=', tokenHash)
    .where('link.revoked_at', 'is', null)
    .select(['link.id', 'link.association_id', 'link.last_read_at', 'association.name as association'])
    .executeTakeFirst()

/** Those that still open something, the newest first. */
export const listLinks = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('board_link')
    .where('association_id', '=', associationId)
    .where('revoked_at', 'is', null)
    .select(['id', 'name', 'created_at', 'last_read_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()

export const addLink = (trx: Trx, row: Insertable<BoardLinkTable>) =>
  trx.insertInto('board_link').values(row).execute()

/** False when there is none of that id in the association, or it was revoked before. */
export async function revokeLink(
  trx: Trx,
  associationId: string,
  id: string,
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('board_link')
    .set({ revoked_at: now })
    .where('association_id', '=', associationId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export const noteReading = (db: Db | Trx, id: string, now: Instant) =>
  db.updateTable('board_link').set({ last_read_at: now }).where('id', '=', id).execute()
