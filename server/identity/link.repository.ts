import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { CredentialResetTable } from '../../db/schema/credential-reset.ts'
import type { InvitationTable } from '../../db/schema/invitation.ts'
import type { Instant } from '../time/clock.ts'

/** Invitations and resets of credentials, each behind a link that can be used once. SQL only. */

type LinkTable = 'invitation' | 'credential_reset'

export const findInvitation = (db: Db | Trx, tokenHash: string) =>
  db.selectFrom('invitation').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()

export type InvitationRow = NonNullable<Awaited<ReturnType<typeof findInvitation>>>

/** Those that were neither used nor withdrawn. */
export const listInvitations = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('invitation')
    .selectAll()
    .where('association_id', '=', associationId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .execute()

export const addInvitation = (trx: Trx, row: Insertable<InvitationTable>) =>
  trx.insertInto('invitation').values(row).execute()

export const findReset = (db: Db | Trx, tokenHash: string) =>
  db.selectFrom('credential_reset').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()

export const addReset = (trx: Trx, row: Insertable<CredentialResetTable>) =>
  trx.insertInto('credential_reset').values(row).execute()

/** True for one of several who use the link at once. */
export const takeLink = async (trx: Trx, table: LinkTable, id: string, now: Instant): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable(table)
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** True when it was open. */
export const revokeInvitation = async (
  trx: Trx,
  associationId: string,
  id: string,
  now: Instant,
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('association_id', '=', associationId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export const revokeResetsOf = (trx: Trx, accountId: string, now: Instant) =>
  trx
    .updateTable('credential_reset')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
