import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { PasskeyTable } from '../../db/schema/passkey.ts'
import type { TotpFactorTable } from '../../db/schema/totp-factor.ts'
import type { Instant } from '../time/clock.ts'

/** Authenticator apps, passkeys and recovery codes. SQL only. */

export const findTotp = (db: Db | Trx, accountId: string) =>
  db
    .selectFrom('totp_factor')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()

/** The one that was begun last and waits for its first code. */
export const findPendingTotp = (db: Db | Trx, accountId: string) =>
  db
    .selectFrom('totp_factor')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is', null)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()

export const addTotp = (trx: Trx, row: Insertable<TotpFactorTable>) =>
  trx.insertInto('totp_factor').values(row).execute()

export const deletePendingTotp = (trx: Trx, accountId: string) =>
  trx
    .deleteFrom('totp_factor')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is', null)
    .execute()

export const deleteConfirmedTotp = (trx: Trx, accountId: string) =>
  trx
    .deleteFrom('totp_factor')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .execute()

/** True for one of several who confirm the same. */
export const confirmTotp = async (trx: Trx, id: string, now: Instant, counter: number): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('totp_factor')
    .set({ confirmed_at: now, last_counter: counter })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Takes the time step when it is later than every one taken before: true for one of several who try it. */
export const takeTotpCounter = async (trx: Trx, id: string, counter: number): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('totp_factor')
    .set({ last_counter: counter })
    .where('id', '=', id)
    .where('last_counter', '<', counter)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export const listPasskeys = (db: Db | Trx, accountId: string) =>
  db.selectFrom('passkey').selectAll().where('account_id', '=', accountId).orderBy('created_at').execute()

export const findPasskey = (db: Db | Trx, id: string) =>
  db
    .selectFrom('passkey')
    .innerJoin('account', 'account.id', 'passkey.account_id')
    .where('account.disabled_at', 'is', null)
    .where('passkey.id', '=', id)
    .selectAll('passkey')
    .executeTakeFirst()

/** False when that credential is registered already, whoever has it. */
export const addPasskey = async (trx: Trx, row: Insertable<PasskeyTable>): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('passkey')
    .values(row)
    .onConflict(conflict => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** False when it has been used or removed since `from` was read. */
export const countPasskeyUse = async (
  trx: Trx,
  id: string,
  { from, to, now }: { from: number; to: number; now: Instant },
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('passkey')
    .set({ counter: to, last_used_at: now })
    .where('id', '=', id)
    .where('counter', '=', from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export const deletePasskey = async (trx: Trx, accountId: string, id: string): Promise<boolean> => {
  const { numDeletedRows } = await trx
    .deleteFrom('passkey')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

export const countRecoveryCodes = async (db: Db | Trx, accountId: string): Promise<number> =>
  (await db.selectFrom('recovery_code').where('account_id', '=', accountId).select('code_hash').execute())
    .length

/** True for one of several who use it. */
export const takeRecoveryCode = async (trx: Trx, accountId: string, codeHash: string): Promise<boolean> => {
  const { numDeletedRows } = await trx
    .deleteFrom('recovery_code')
    .where('account_id', '=', accountId)
    .where('code_hash', '=', codeHash)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

export const deleteRecoveryCodes = (trx: Trx, accountId: string) =>
  trx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()

export const addRecoveryCodes = (trx: Trx, accountId: string, codeHashes: readonly string[]) =>
  trx
    .insertInto('recovery_code')
    .values(codeHashes.map(code_hash => ({ account_id: accountId, code_hash })))
    .execute()

export const deleteFactorsOf = async (trx: Trx, accountId: string): Promise<void> => {
  for (const table of ['totp_factor', 'passkey', 'recovery_code'] as const)
    await trx.deleteFrom(table).where('account_id', '=', accountId).execute()
}
