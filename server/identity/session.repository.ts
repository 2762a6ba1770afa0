import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { DeviceTable } from '../../db/schema/device.ts'
import type { SessionTable } from '../../db/schema/session.ts'
import type { Instant } from '../time/clock.ts'
import type { LocalDay } from '../time/local-day.ts'

/** Sessions and the browsers they are in. SQL only. */

const sessionsWithDevice = (db: Db | Trx) =>
  db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .leftJoin('device', 'device.id', 'session.device_id')
    .where('account.disabled_at', 'is', null)
    .select([
      'session.id',
      'session.account_id',
      'session.factors',
      'session.agent',
      'session.device_id',
      'session.signed_in_at',
      'session.active_at',
      'session.last_seen_at',
      'device.token_hash as device_hash',
      'device.remembered',
      'device.expires_at as device_expires_at',
    ])

export const findSession = (db: Db | Trx, tokenHash: string) =>
  sessionsWithDevice(db).where('session.token_hash', '=', tokenHash).executeTakeFirst()

/** Whether the session is still there with as many factors, and its account enabled. */
export const isOpen = async (
  db: Db | Trx,
  { accountId, sessionId, factors }: { accountId: string; sessionId: string; factors: number },
): Promise<boolean> =>
  (await sessionsWithDevice(db)
    .where('session.account_id', '=', accountId)
    .where('session.id', '=', sessionId)
    .where('session.factors', '=', factors)
    .executeTakeFirst()) !== undefined

export const listSessions = (db: Db | Trx, accountId: string) =>
  sessionsWithDevice(db)
    .where('session.account_id', '=', accountId)
    .orderBy('session.last_seen_at', 'desc')
    .execute()

export type SessionRow = NonNullable<Awaited<ReturnType<typeof findSession>>>

/** The roles in force on `day`, first and last day included. */
export const listMembershipsOn = (db: Db | Trx, accountId: string, day: LocalDay) =>
  db
    .selectFrom('membership')
    .where('account_id', '=', accountId)
    .where('from_day', '<=', day)
    .where(eb => eb.or([eb('to_day', 'is', null), eb('to_day', '>=', day)]))
    .select(['id', 'association_id', 'role', 'facility_id'])
    .orderBy('id')
    .execute()

export const addSession = (trx: Trx, row: Insertable<SessionTable>) =>
  trx.insertInto('session').values(row).execute()

export const touchSession = (
  db: Db | Trx,
  id: string,
  seen: Partial<Pick<SessionTable, 'active_at' | 'last_seen_at'>>,
) => db.updateTable('session').set(seen).where('id', '=', id).execute()

/** True when it was there: of several that end the same session, one did. */
export const deleteSession = async (trx: Trx, accountId: string, id: string): Promise<boolean> => {
  const { numDeletedRows } = await trx
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

export const deleteSessionsOf = (trx: Trx, accountId: string) =>
  trx.deleteFrom('session').where('account_id', '=', accountId).execute()

/** Those that wait for their second factor. */
export const deleteFirstSteps = (trx: Trx, accountId: string) =>
  trx.deleteFrom('session').where('account_id', '=', accountId).where('factors', '=', 1).execute()

export const deleteOtherSessions = (trx: Trx, accountId: string, id: string) =>
  trx.deleteFrom('session').where('account_id', '=', accountId).where('id', '<>', id).execute()

/** Sessions nobody can use any more, of the account that is signing in. */
export const deleteUnusedSessions = (trx: Trx, accountId: string, seenBefore: Instant) =>
  trx
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .where('last_seen_at', '<', seenBefore)
    .execute()

export const findDevice = (db: Db | Trx, accountId: string, tokenHash: string, now: Instant) =>
  db
    .selectFrom('device')
    .where('account_id', '=', accountId)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .select(['id', 'remembered'])
    .executeTakeFirst()

export const isKnownBrowser = async (db: Db | Trx, tokenHash: string, now: Instant): Promise<boolean> =>
  (await db
    .selectFrom('device')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .select('id')
    .executeTakeFirst()) !== undefined

export const listDevices = (db: Db | Trx, accountId: string, now: Instant) =>
  db
    .selectFrom('device')
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .selectAll()
    .orderBy('last_used_at', 'desc')
    .execute()

/** Adds the browser, or takes the new values for one that is known. Returns its id. */
export const saveDevice = async (trx: Trx, row: Insertable<DeviceTable>): Promise<string> => {
  const { agent, remembered, last_used_at, expires_at } = row
  const saved = await trx
    .insertInto('device')
    .values(row)
    .onConflict(conflict =>
      conflict
        .columns(['token_hash', 'account_id'])
        .doUpdateSet({ agent, remembered, last_used_at, expires_at }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return saved.id
}

/** True when it was there. Its sessions end with it. */
export const deleteDevice = async (trx: Trx, accountId: string, id: string): Promise<boolean> => {
  await trx.deleteFrom('session').where('account_id', '=', accountId).where('device_id', '=', id).execute()
  const { numDeletedRows } = await trx
    .deleteFrom('device')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

export const deleteDevicesOf = (trx: Trx, accountId: string) =>
  trx.deleteFrom('device').where('account_id', '=', accountId).execute()
