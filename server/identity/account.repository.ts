import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { AccountTable } from '../../db/schema/account.ts'
import type { MembershipTable } from '../../db/schema/membership.ts'

/** Accounts and the roles they are given. SQL only. */

export const findAccount = (db: Db | Trx, id: string) =>
  db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()

export const findAccountByEmail = (db: Db | Trx, emailIndex: string) =>
  db.selectFrom('account').selectAll().where('email_index', '=', emailIndex).executeTakeFirst()

export type AccountRow = NonNullable<Awaited<ReturnType<typeof findAccount>>>

/** False when the e-mail address has an account already. */
export const addAccount = async (trx: Trx, row: Insertable<AccountTable>): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('account')
    .values(row)
    .onConflict(conflict => conflict.column('email_index').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** False when the password is not `from` any more. */
export const changePassword = async (
  trx: Trx,
  id: string,
  { from, to }: { from: string; to: string },
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('account')
    .set({ password_hash: to })
    .where('id', '=', id)
    .where('password_hash', '=', from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export const setPassword = (trx: Trx, id: string, to: string) =>
  trx.updateTable('account').set({ password_hash: to }).where('id', '=', id).execute()

/**
 * Makes others who sign in to the account or change it wait for this transaction. Comes first in each. Returns
 * the account as it is from now on; undefined: it does not exist or is disabled.
 */
export const lockAccount = (trx: Trx, id: string) =>
  trx
    .updateTable('account')
    .set(eb => ({ created_at: eb.ref('created_at') }))
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .returningAll()
    .executeTakeFirst()

export const addMembership = (trx: Trx, row: Insertable<MembershipTable>) =>
  trx.insertInto('membership').values(row).execute()

/** Every role the account was ever given. */
export const listAllMemberships = (db: Db | Trx, accountId: string) =>
  db.selectFrom('membership').selectAll().where('account_id', '=', accountId).execute()
