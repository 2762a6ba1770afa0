import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { SchemeMemberTable } from '../../db/schema/scheme-member.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { Instant } from '../time/clock.ts'
import type { LocalDay } from '../time/local-day.ts'

/** The periods of membership of a scheme, and what was built on them. SQL only. */

/** A period is known by its first day. */
export type PeriodKey = { schemeId: string; physicianId: string; joinedOn: LocalDay }

/**
 * Counts the scheme up. Whoever changes its members does so first and waits here for whoever was quicker, so that
 * two of them never see the same members. False when there is no such scheme.
 */
export async function takeTurn(trx: Trx, schemeId: string): Promise<boolean> {
  const result = await trx
    .updateTable('duty_scheme')
    .set(eb => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', schemeId)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/**
 * Makes whoever else changes this member, or what is counted on their membership, wait until the transaction ends;
 * they see it as it is then.
 */
export const holdMember = (trx: Trx, schemeId: string, physicianId: string) =>
  trx
    .updateTable('scheme_member')
    .set(eb => ({ revision: eb.ref('revision') }))
    .where('scheme_id', '=', schemeId)
    .where('physician_id', '=', physicianId)
    .execute()

export const listPeriods = (db: Db | Trx, schemeId: string) =>
  db
    .selectFrom('scheme_member')
    .innerJoin('physician', 'physician.id', 'scheme_member.physician_id')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .where('scheme_member.scheme_id', '=', schemeId)
    .selectAll('scheme_member')
    .select(['physician.name', 'clinic.name as clinic'])
    .orderBy('physician.kana')
    .orderBy('physician.id')
    .orderBy('scheme_member.joined_on')
    .execute()

export const listPhysicians = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('physician')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .where('clinic.association_id', '=', associationId)
    .select(['physician.id', 'physician.name', 'clinic.name as clinic'])
    .orderBy('physician.kana')
    .orderBy('physician.id')
    .execute()

export const listPeriodsOf = (db: Db | Trx, schemeId: string, physicianId: string) =>
  db
    .selectFrom('scheme_member')
    .selectAll()
    .where('scheme_id', '=', schemeId)
    .where('physician_id', '=', physicianId)
    .execute()

export const addPeriod = (trx: Trx, row: Insertable<SchemeMemberTable>) =>
  trx.insertInto('scheme_member').values(row).execute()

const thePeriod = ({ schemeId, physicianId, joinedOn }: PeriodKey) => ({
  scheme_id: schemeId,
  physician_id: physicianId,
  joined_on: joinedOn,
})

export const changePeriod = (trx: Trx, key: PeriodKey, change: Updateable<SchemeMemberTable>) =>
  trx
    .updateTable('scheme_member')
    .set(eb => ({ ...change, revision: eb('revision', '+', 1) }))
    .where(eb => eb.and(thePeriod(key)))
    .execute()

export const removePeriod = (trx: Trx, key: PeriodKey) =>
  trx
    .deleteFrom('scheme_member')
    .where(eb => eb.and(thePeriod(key)))
    .execute()

/** Duties of the scheme that begin after `now`, drafted or published; one that is both may come twice. */
export const listDutiesToCome = (db: Db | Trx, schemeId: string, now: Instant) =>
  db
    .selectFrom('draft_assignment as held')
    .innerJoin('roster', 'roster.id', 'held.roster_id')
    .where('roster.scheme_id', '=', schemeId)
    .where('held.start_at', '>', now)
    .select(['held.physician_id', 'held.unit_id', 'held.start_at', 'held.end_at', 'roster.fiscal_year'])
    .union(
      db
        .selectFrom('duty_assignment as held')
        .innerJoin('roster', 'roster.id', 'held.roster_id')
        .where('roster.scheme_id', '=', schemeId)
        .where('held.start_at', '>', now)
        .where('held.cancelled_at', 'is', null)
        .select(['held.physician_id', 'held.unit_id', 'held.start_at', 'held.end_at', 'roster.fiscal_year']),
    )
    .execute()

type Held = { schemeId: string; physicianId: string; firstDay: LocalDay; lastDay: LocalDay }

export const findDraftedDuty = (db: Db | Trx, { schemeId, physicianId, firstDay, lastDay }: Held) =>
  db
    .selectFrom('draft_assignment as held')
    .innerJoin('duty_unit as unit', 'unit.id', 'held.unit_id')
    .innerJoin('roster', 'roster.id', 'held.roster_id')
    .where('roster.scheme_id', '=', schemeId)
    .where('held.physician_id', '=', physicianId)
    .where('unit.day', '>=', firstDay)
    .where('unit.day', '<=', lastDay)
    .select('unit.id')
    .limit(1)
    .executeTakeFirst()

/** In whatever version, also one that is no longer in force. */
export const findPublishedDuty = (db: Db | Trx, { schemeId, physicianId, firstDay, lastDay }: Held) =>
  db
    .selectFrom('publication_assignment as held')
    .innerJoin('publication', 'publication.id', 'held.publication_id')
    .innerJoin('roster', 'roster.id', 'publication.roster_id')
    .where('roster.scheme_id', '=', schemeId)
    .where('held.physician_id', '=', physicianId)
    .where('held.day', '>=', firstDay)
    .where('held.day', '<=', lastDay)
    .select('held.unit_id')
    .limit(1)
    .executeTakeFirst()

/** A wish, or the word that there is none (希望なし). */
export const findWish = (
  db: Db | Trx,
  { schemeId, physicianId }: Pick<Held, 'schemeId' | 'physicianId'>,
  first: FiscalYear,
  last: FiscalYear,
) => {
  const of = (table: 'wish' | 'wish_answer') =>
    db
      .selectFrom(table)
      .where('scheme_id', '=', schemeId)
      .where('physician_id', '=', physicianId)
      .where('fiscal_year', '>=', first)
      .where('fiscal_year', '<=', last)
      .select('fiscal_year')
  return of('wish').union(of('wish_answer')).limit(1).executeTakeFirst()
}
