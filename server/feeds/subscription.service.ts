import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import type { Instant } from '../time/clock.ts'
import type { Audience } from './audience.ts'
import * as feeds from './feed.repository.ts'
import { hashOfToken, newFeedToken } from './feed-token.ts'

/**
 * Adds a calendar subscription and returns its token, which is nowhere else: only its hash is stored, so
 * an address that is lost can be replaced but never shown again.
 */
export async function subscribe(
  trx: Trx,
  now: Instant,
  audience: Audience,
  audienceId: string,
): Promise<string> {
  const token = newFeedToken()
  await feeds.addSubscription(trx, {
    id: randomUUID(),
    audience,
    audience_id: audienceId,
    token_hash: hashOfToken(token),
    created_at: now,
    revoked_at: null,
  })
  return token
}

/** True when every one of the tokens is of a subscription that has not been revoked. */
export const areSubscribed = async (db: Db | Trx, tokens: readonly string[]): Promise<boolean> =>
  (await feeds.countSubscriptions(db, tokens.map(hashOfToken))) === tokens.length
