import type { Updateable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { MembershipTable } from '../../db/schema/membership.ts'
import type { Instant } from '../time/clock.ts'
import type { LocalDay } from '../time/local-day.ts'

/** The memberships of an association with their accounts. SQL only. */

const people = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('membership')
    .innerJoin('account', 'account.id', 'membership.account_id')
    .where('membership.association_id', '=', associationId)
    .select([
      'membership.id',
      'membership.account_id',
      'membership.role',
      'membership.facility_id',
      'membership.from_day',
      'membership.to_day',
      'account.name',
      'account.email',
      'account.disabled_at',
    ])
    .orderBy('membership.from_day')
    .orderBy('membership.id')

export const listPeople = (db: Db | Trx, associationId: string) => people(db, associationId).execute()

export const findPerson = (db: Db | Trx, associationId: string, membershipId: string) =>
  people(db, associationId).where('membership.id', '=', membershipId).executeTakeFirst()

/** Who is in office in the association on `day`; one of a facility, the longest in office first. */
export const listInOffice = (
  db: Db | Trx,
  associationId: string,
  day: LocalDay,
  only: { id: string } | { role: string; facilityId: string },
) =>
  people(db, associationId)
    .where('account.disabled_at', 'is', null)
    .where('membership.from_day', '<=', day)
    .where(eb => eb.or([eb('membership.to_day', 'is', null), eb('membership.to_day', '>=', day)]))
    .where(eb =>
      'id' in only
        ? eb('membership.id', '=', only.id)
        : eb.and([eb('membership.role', '=', only.role), eb('membership.facility_id', '=', only.facilityId)]),
    )
    .execute()

export const changeMembership = (trx: Trx, membershipId: string, change: Updateable<MembershipTable>) =>
  trx.updateTable('membership').set(change).where('id', '=', membershipId).execute()

export const isMemberElsewhere = async (
  db: Db | Trx,
  accountId: string,
  associationId: string,
): Promise<boolean> =>
  (await db
    .selectFrom('membership')
    .where('account_id', '=', accountId)
    .where(eb => eb.or([eb('association_id', 'is', null), eb('association_id', '<>', associationId)]))
    .select('id')
    .executeTakeFirst()) !== undefined

export const setDisabled = (trx: Trx, accountId: string, disabledAt: Instant | null) =>
  trx.updateTable('account').set({ disabled_at: disabledAt }).where('id', '=', accountId).execute()

export const listNames = (db: Db | Trx, accountIds: readonly string[]) =>
  db.selectFrom('account').where('id', 'in', accountIds).select(['id', 'name']).execute()
