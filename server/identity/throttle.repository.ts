import type { Db } from '../../db/open.ts'
import type { Instant } from '../time/clock.ts'

/** How far tries are used up. Each function is one statement. SQL only. */

export const findFreeAt = async (db: Db, key: string): Promise<Instant | null> =>
  (await db.selectFrom('sign_in_throttle').where('key', '=', key).select('free_at').executeTakeFirst())
    ?.free_at ?? null

/** Writes `to` where `from` stands (null: no row); false when somebody else was quicker. */
export async function swapFreeAt(
  db: Db,
  key: string,
  from: Instant | null,
  to: Instant | null,
): Promise<boolean> {
  if (from === null) return to === null || insertFreeAt(db, key, to)
  if (to === null) {
    const removed = await db
      .deleteFrom('sign_in_throttle')
      .where('key', '=', key)
      .where('free_at', '=', from)
      .executeTakeFirstOrThrow()
    return removed.numDeletedRows === 1n
  }
  const changed = await db
    .updateTable('sign_in_throttle')
    .set({ free_at: to })
    .where('key', '=', key)
    .where('free_at', '=', from)
    .executeTakeFirstOrThrow()
  return changed.numUpdatedRows === 1n
}

async function insertFreeAt(db: Db, key: string, freeAt: Instant): Promise<boolean> {
  const added = await db
    .insertInto('sign_in_throttle')
    .values({ key, free_at: freeAt })
    .onConflict(conflict => conflict.column('key').doNothing())
    .executeTakeFirstOrThrow()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Some of those that lie in the past: they allow everything, as having no row does. */
export const listFreed = (db: Db, now: Instant) =>
  db
    .selectFrom('sign_in_throttle')
    .where('free_at', '<=', now)
    .select(['key', 'free_at'])
    .limit(100)
    .execute()
