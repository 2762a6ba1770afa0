import type { Db, Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'
import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'

/** The current word on published units with everyone and everything named. SQL only. */

const named = (db: Db | Trx) =>
  db
    .selectFrom('duty_assignment as duty')
    .innerJoin('physician', 'physician.id', 'duty.physician_id')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .innerJoin('roster', 'roster.id', 'duty.roster_id')
    .innerJoin('duty_scheme as scheme', 'scheme.id', 'roster.scheme_id')
    .innerJoin('association', 'association.id', 'scheme.association_id')
    .select([
      'duty.unit_id',
      'duty.post',
      'duty.part',
      'duty.roster_id',
      'duty.physician_id',
      'duty.start_at',
      'duty.end_at',
      'duty.label',
      'duty.tentative',
      'duty.sequence',
      'duty.first_published_at',
      'duty.changed_at',
      'duty.cancelled_at',
      'physician.name as physician',
      'physician.duty_phone',
      'clinic.id as clinic_id',
      'clinic.name as clinic',
      'clinic.place',
      'clinic.phone',
      'scheme.id as scheme_id',
      'scheme.name as scheme',
      'scheme.short_name as scheme_short',
      'roster.fiscal_year',
      'association.id as association_id',
      'association.name as association',
      'association.invented',
    ])

/** Duties that touch the window; cancelled ones only when cancelled at `since` or later. */
const duties = (db: Db | Trx, window: Interval, since: Instant, associationIds: readonly string[] | null) =>
  named(db)
    .where('duty.start_at', '<', window.end)
    .where('duty.end_at', '>', window.start)
    .where(eb => eb.or([eb('duty.cancelled_at', 'is', null), eb('duty.cancelled_at', '>=', since)]))
    .$if(associationIds !== null, query => query.where('scheme.association_id', 'in', associationIds ?? []))

export const listDutiesOfSchemes = (
  db: Db | Trx,
  schemeIds: readonly string[],
  window: Interval,
  since: Instant,
) => duties(db, window, since, null).where('roster.scheme_id', 'in', schemeIds).execute()

/** The identity of a unit ends with its rule, whose key has no letter that `like` takes for another. */
export const listDutiesOfRule = (
  db: Db | Trx,
  { schemeId, key }: { schemeId: string; key: string },
  window: Interval,
  since: Instant,
) =>
  duties(db, window, since, null)
    .where('roster.scheme_id', '=', schemeId)
    .where('duty.unit_id', 'like', `%/${key}`)
    .execute()

export const listDutiesOfPeople = (
  db: Db | Trx,
  people: readonly string[],
  window: Interval,
  since: Instant,
  associationIds: readonly string[] | null,
) => duties(db, window, since, associationIds).where('duty.physician_id', 'in', people).execute()

/**
 * Duties of others, changed at `since` or later, of units that a version or a change once gave to some of the people:
 * theirs may be among them.
 */
export const listDutiesOnceOf = (
  db: Db | Trx,
  people: readonly string[],
  window: Interval,
  since: Instant,
  associationIds: readonly string[] | null,
) =>
  duties(db, window, since, associationIds)
    .where('duty.unit_id', 'in', eb =>
      eb
        .selectFrom('publication_assignment')
        .where('physician_id', 'in', people)
        .select('unit_id')
        .union(eb.selectFrom('duty_change').where('to_physician_id', 'in', people).select('unit_id')),
    )
    .where('duty.changed_at', '>=', since)
    .where('duty.physician_id', 'not in', people)
    .execute()

/** Every post and part of these units that stands. */
export async function listDutiesOfUnits(db: Db | Trx, unitIds: readonly string[]) {
  const rows = []
  for (const ids of inPortions(unitIds))
    rows.push(
      ...(await named(db).where('duty.unit_id', 'in', ids).where('duty.cancelled_at', 'is', null).execute()),
    )
  return rows
}

export const findDuty = (
  db: Db | Trx,
  { rosterId, unitId, post }: Record<'rosterId' | 'unitId' | 'post', string>,
) =>
  named(db)
    .where('duty.roster_id', '=', rosterId)
    .where('duty.unit_id', '=', unitId)
    .where('duty.post', '=', post)
    .where('duty.cancelled_at', 'is', null)
    .execute()

/** The versions of these rosters, in order. */
export const listVersionsOf = (db: Db | Trx, rosterIds: readonly string[]) =>
  db
    .selectFrom('publication')
    .where('roster_id', 'in', rosterIds)
    .select(['id', 'roster_id', 'published_at'])
    .orderBy('number')
    .execute()

/** What these versions say of these units. */
export const listUnitsInVersions = (
  db: Db | Trx,
  publicationIds: readonly string[],
  unitIds: readonly string[],
) =>
  db
    .selectFrom('publication_assignment')
    .where('publication_id', 'in', publicationIds)
    .where('unit_id', 'in', unitIds)
    .selectAll()
    .execute()

/** The changes of these units after these versions, in order. */
export const listChangesOfUnits = (db: Db | Trx, rosterIds: readonly string[], unitIds: readonly string[]) =>
  db
    .selectFrom('duty_change')
    .where('roster_id', 'in', rosterIds)
    .where('unit_id', 'in', unitIds)
    .selectAll()
    .orderBy('number')
    .execute()

export const listPlans = (db: Db | Trx, schemeIds: readonly string[]) =>
  db
    .selectFrom('duty_scheme as scheme')
    .innerJoin('association', 'association.id', 'scheme.association_id')
    .where('scheme.id', 'in', schemeIds)
    .select(['scheme.id', 'scheme.posts', 'scheme.rules', 'association.short_name'])
    .execute()
