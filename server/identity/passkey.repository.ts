import type { Insertable } from 'kysely'
import type { Db } from '../../db/open.ts'
import type { WebauthnChallengeTable } from '../../db/schema/webauthn-challenge.ts'
import type { Instant } from '../time/clock.ts'

/** Challenges under way. SQL only. */

export const addChallenge = async (
  db: Db,
  row: Insertable<WebauthnChallengeTable>,
  now: Instant,
): Promise<void> => {
  await db.deleteFrom('webauthn_challenge').where('expires_at', '<=', now).execute()
  await db.insertInto('webauthn_challenge').values(row).execute()
}

/** True for one of several who answer it in time, for the purpose and from the browser it was made for. */
export const takeChallenge = async (
  db: Db,
  { challenge, bound_to, purpose, now }: Omit<WebauthnChallengeTable, 'expires_at'> & { now: Instant },
): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('webauthn_challenge')
    .where('challenge', '=', challenge)
    .where('bound_to', '=', bound_to)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}
