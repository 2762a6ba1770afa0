import { sql } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { Instant } from '../time/clock.ts'
import type { ScopeName } from './key-scope.ts'
import type { WrappedKey } from './master-key.ts'

/** Wrapped data keys. SQL only. */

export async function listDataKeys(db: Db | Trx): Promise<WrappedKey[]> {
  const rows = await db.selectFrom('data_key').selectAll().execute()
  return rows.map(row => ({
    id: row.id,
    scope: row.scope as ScopeName,
    retired: row.retired_at !== null,
    masterId: row.master_id,
    wrapped: row.wrapped,
  }))
}

/** Makes whoever else would add, retire or re-wrap keys wait until this transaction ends. */
export const lockDataKeys = (trx: Trx) =>
  trx
    .updateTable('installation')
    .set(eb => ({ id: eb.ref('id') }))
    .execute()

export async function addDataKeys(trx: Trx, now: Instant, rows: readonly WrappedKey[]): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('data_key')
    .values(
      rows.map(row => ({
        id: row.id,
        scope: row.scope,
        master_id: row.masterId,
        wrapped: row.wrapped,
        created_at: now,
        retired_at: null,
      })),
    )
    .execute()
}

export const retireDataKeys = (trx: Trx, now: Instant, scopes: readonly ScopeName[]) =>
  trx
    .updateTable('data_key')
    .set({ retired_at: now })
    .where('scope', 'in', scopes)
    .where('retired_at', 'is', null)
    .execute()

export const replaceWrapping = (trx: Trx, row: WrappedKey) =>
  trx
    .updateTable('data_key')
    .set({ master_id: row.masterId, wrapped: row.wrapped })
    .where('id', '=', row.id)
    .execute()

const ofAssociation = sql<ScopeName>`'association/' || association.id`

/** Scopes of the associations that have no key in force yet. */
export async function listScopesWithoutKey(db: Db | Trx): Promise<ScopeName[]> {
  const rows = await db
    .selectFrom('association')
    .leftJoin('data_key', join => join.on('scope', '=', ofAssociation).on('retired_at', 'is', null))
    .where('data_key.id', 'is', null)
    .select(ofAssociation.as('scope'))
    .orderBy('association.id')
    .execute()
  return rows.map(row => row.scope)
}

export const countDataKeys = async (db: Db | Trx): Promise<number> => {
  const { count } = await db
    .selectFrom('data_key')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
