import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { FeedSubscriptionTable } from '../../db/schema/feed-subscription.ts'
import type { Instant } from '../time/clock.ts'

/** Calendar subscriptions. SQL only. */

export const findSubscription = (db: Db | Trx, tokenHash: string) =>
  db
    .selectFrom('feed_subscription')
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .select(['audience', 'audience_id'])
    .executeTakeFirst()

export const countSubscriptions = async (db: Db | Trx, tokenHashes: readonly string[]): Promise<number> => {
  const rows = await db
    .selectFrom('feed_subscription')
    .where('token_hash', 'in', tokenHashes)
    .where('revoked_at', 'is', null)
    .select('id')
    .execute()
  return rows.length
}

export const addSubscription = (trx: Trx, row: Insertable<FeedSubscriptionTable>) =>
  trx.insertInto('feed_subscription').values(row).execute()

export const listSubscriptionsOf = (db: Db | Trx, audience: string, audienceId: string) =>
  db
    .selectFrom('feed_subscription')
    .where('audience', '=', audience)
    .where('audience_id', '=', audienceId)
    .where('revoked_at', 'is', null)
    .select(['id', 'created_at', 'created_by', 'on_behalf'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** False when there is no such subscription of this audience, or it has been revoked already. */
export async function revoke(
  trx: Trx,
  now: Instant,
  audience: string,
  audienceId: string,
  id: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('feed_subscription')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('audience', '=', audience)
    .where('audience_id', '=', audienceId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The part of every UID that no other installation shares. */
export const installationIdentity = async (db: Db | Trx): Promise<string> =>
  (await db.selectFrom('installation').select('identity').executeTakeFirstOrThrow()).identity
