import { type Insertable, sql } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { FeedSubscriptionTable } from '../../db/schema/feed-subscription.ts'
import type { Instant } from '../time/clock.ts'
import type { LocalDay } from '../time/local-day.ts'
import { localDayOf } from '../time/tokyo.ts'
import { farewellSince } from './farewell.ts'

/** Calendar subscriptions. SQL only. */

/**
 * The revisions of the associations whose duties a subscription can show, as text. A physician's calendar shows those
 * they belong to; one of a clinic or a station may show any of the installation.
 */
const shownRevisions = sql<string | null>`(
  select string_agg(association.id || ':' || association.shown_revision, ' ' order by association.id)
  from association
  where case feed_subscription.audience
    when 'association' then association.id = feed_subscription.audience_id
    when 'scheme' then association.id =
      (select association_id from duty_scheme where id = feed_subscription.audience_id)
    when 'physician' then
      association.id = (
        select clinic.association_id from physician join clinic on clinic.id = physician.clinic_id
        where physician.id = feed_subscription.audience_id)
      or association.id in (
        select duty_scheme.association_id from scheme_member
        join duty_scheme on duty_scheme.id = scheme_member.scheme_id
        where scheme_member.physician_id = feed_subscription.audience_id)
    else true
  end)`

/**
 * Whether a subscription that has not been revoked answers on `today` (Tokyo): while its membership is in office and
 * still of whom it is for; without one, a physician's while they are a member of some scheme, any other as long as what
 * it is of is there.
 */
const isInForce = (today: LocalDay) => sql<boolean>`(case
  when feed_subscription.membership_id is not null then exists (
    select 1 from membership
    join account on account.id = membership.account_id
    left join physician on physician.id = membership.facility_id
    where membership.id = feed_subscription.membership_id
      and account.disabled_at is null
      and membership.from_day <= ${today}
      and (membership.to_day is null or ${today} <= membership.to_day)
      and case
        when feed_subscription.audience in ('physician', 'nursingStation', 'hospital')
          then membership.facility_id = feed_subscription.audience_id
        when feed_subscription.audience = 'clinic' then physician.clinic_id = feed_subscription.audience_id
        else true
      end)
  when feed_subscription.audience = 'physician' then exists (
    select 1 from scheme_member
    where scheme_member.physician_id = feed_subscription.audience_id
      and (scheme_member.left_on is null or ${today} <= scheme_member.left_on))
  else true
end)`

/**
 * A subscription that still answers, with `shown`, which changes whenever something changes that it may show: one in
 * force, or a revoked one (`revoked_at`) that says goodbye these days.
 */
export const findSubscription = (db: Db | Trx, tokenHash: string, now: Instant) =>
  db
    .selectFrom('feed_subscription')
    .where('token_hash', '=', tokenHash)
    .where(eb =>
      eb.or([
        eb.and([eb('revoked_at', 'is', null), isInForce(localDayOf(now))]),
        eb.and([eb('farewell', '=', 1), eb('revoked_at', '>=', farewellSince(now))]),
      ]),
    )
    .selectAll()
    .select(shownRevisions.as('shown'))
    .executeTakeFirst()

/** The hashes of all tokens there have ever been. */
export const listTokenHashes = async (db: Db | Trx): Promise<string[]> =>
  (await db.selectFrom('feed_subscription').select('token_hash').execute()).map(row => row.token_hash)

/** Writes down when, and by which program, subscriptions were read last: one statement. */
export const writeReads = async (
  db: Db | Trx,
  reads: readonly { id: string; at: Instant; by: string }[],
): Promise<void> => {
  const rows = sql.join(reads.map(({ id, at, by }) => sql`(${id}, cast(${at} as bigint), ${by})`))
  await sql`
    with read (id, at, by_program) as (values ${rows})
    update feed_subscription set last_read_at = read.at, last_read_by = read.by_program
    from read where feed_subscription.id = read.id`.execute(db)
}

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

/** Makes whoever else adds subscriptions in the association wait until the transaction ends. */
export const takeTurn = (trx: Trx, associationId: string) =>
  trx
    .updateTable('association')
    .set(eb => ({ id: eb.ref('id') }))
    .where('id', '=', associationId)
    .execute()

/** The subscriptions of an association that have not been revoked, with the membership each was made for. */
const unrevoked = (db: Db | Trx, associationId: string, today: LocalDay) =>
  db
    .selectFrom('feed_subscription')
    .leftJoin('membership', 'membership.id', 'feed_subscription.membership_id')
    .where('feed_subscription.association_id', '=', associationId)
    .where('revoked_at', 'is', null)
    .selectAll('feed_subscription')
    .select(['membership.account_id as holder', 'membership.facility_id as holder_facility'])
    .select(sql<number>`case when ${isInForce(today)} then 1 else 0 end`.as('in_force'))
    .orderBy('created_at')
    .orderBy('feed_subscription.id')

export type SubscriptionRow = Awaited<ReturnType<typeof listSubscriptionsIn>>[number]

export const listSubscriptionsIn = (db: Db | Trx, associationId: string, today: LocalDay) =>
  unrevoked(db, associationId, today).execute()

type Of = { audience: string; audienceId: string }

/** Those of one calendar. */
export const listSubscriptionsOf = (
  db: Db | Trx,
  associationId: string,
  { audience, audienceId }: Of,
  today: LocalDay,
) =>
  unrevoked(db, associationId, today)
    .where('audience', '=', audience)
    .where('audience_id', '=', audienceId)
    .execute()

/** One of a calendar, revoked or not. */
export const findSubscriptionOf = (
  db: Db | Trx,
  associationId: string,
  { audience, audienceId }: Of,
  id: string,
) =>
  db
    .selectFrom('feed_subscription')
    .leftJoin('membership', 'membership.id', 'feed_subscription.membership_id')
    .selectAll('feed_subscription')
    .select('membership.account_id as holder')
    .where('feed_subscription.id', '=', id)
    .where('feed_subscription.association_id', '=', associationId)
    .where('audience', '=', audience)
    .where('audience_id', '=', audienceId)
    .executeTakeFirst()

/** False when somebody else has changed it since it was at this revision, or ended it. */
export async function changeSubscription(
  trx: Trx,
  id: string,
  { name, alarmMinutes, revision }: { name: string; alarmMinutes: number | null; revision: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('feed_subscription')
    .set({ name, alarm_minutes: alarmMinutes, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** False when it has been revoked already: of several who do so, one does. */
export async function revoke(trx: Trx, now: Instant, id: string, farewell: boolean): Promise<boolean> {
  const result = await trx
    .updateTable('feed_subscription')
    .set({ revoked_at: now, farewell: farewell ? 1 : 0 })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The part of every UID that no other installation shares. */
export const installationIdentity = async (db: Db | Trx): Promise<string> =>
  (await db.selectFrom('installation').select('identity').executeTakeFirstOrThrow()).identity
