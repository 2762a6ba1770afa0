import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { FeedSubscriptionTable } from '../../db/schema/feed-subscription.ts'

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

/** The part of every UID that no other installation shares. */
export const installationIdentity = async (db: Db | Trx): Promise<string> =>
  (await db.selectFrom('installation').select('identity').executeTakeFirstOrThrow()).identity
