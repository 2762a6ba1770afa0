import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import { inPortions } from '../../../db/portions.ts'
import type { AbsenceTable } from '../../../db/schema/absence.ts'
import type { AbsenceSeriesTable } from '../../../db/schema/absence-series.ts'
import type { RaisedHandTable } from '../../../db/schema/raised-hand.ts'
import type { Instant } from '../../time/clock.ts'

/** Absences, their series, and the hands raised to cover them. SQL only. */

const WIDEST = 1_000

const named = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('absence')
    .innerJoin('absence_reason as reason', 'reason.id', 'absence.reason_id')
    .where('absence.association_id', '=', associationId)
    .where('absence.withdrawn_at', 'is', null)
    .selectAll('absence')
    .select('reason.label')

/** What was not withdrawn and ends after `from`: of one physician, or of everybody (`physicianId` null). */
export const listAbsences = (
  db: Db | Trx,
  associationId: string,
  physicianId: string | null,
  from: Instant,
) =>
  named(db, associationId)
    .where('absence.end_at', '>', from)
    .$if(physicianId !== null, query => query.where('absence.physician_id', '=', physicianId))
    .orderBy('absence.start_at')
    .orderBy('absence.id')
    .limit(WIDEST)
    .execute()

/** Requests to which nobody was confirmed, and which are not over. */
export const listOpenRequests = (db: Db | Trx, associationId: string, now: Instant) =>
  named(db, associationId)
    .where('absence.cover', '=', 'request')
    .where('absence.cover_physician_id', 'is', null)
    .where('absence.end_at', '>', now)
    .orderBy('absence.start_at')
    .orderBy('absence.id')
    .limit(WIDEST)
    .execute()

export const findAbsence = (db: Db | Trx, associationId: string, id: string) =>
  named(db, associationId).where('absence.id', '=', id).executeTakeFirst()

export async function addAbsences(trx: Trx, rows: readonly Insertable<AbsenceTable>[]): Promise<void> {
  for (const some of inPortions(rows)) await trx.insertInto('absence').values(some).execute()
}

/** False when the absence is not at `revision` any more, or withdrawn. */
export async function changeAbsence(
  trx: Trx,
  id: string,
  revision: number,
  change: Updateable<AbsenceTable>,
): Promise<boolean> {
  const result = await trx
    .updateTable('absence')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Withdraws what of a series begins at `from` or later. */
export async function withdrawOfSeries(
  trx: Trx,
  seriesId: string,
  from: Instant,
  now: Instant,
): Promise<number> {
  const result = await trx
    .updateTable('absence')
    .set(eb => ({ withdrawn_at: now, revision: eb('revision', '+', 1) }))
    .where('series_id', '=', seriesId)
    .where('start_at', '>=', from)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export const addSeries = (trx: Trx, row: Insertable<AbsenceSeriesTable>) =>
  trx.insertInto('absence_series').values(row).execute()

/** Series that were not ended and have a day on `today` or later. */
export const listSeries = (db: Db | Trx, associationId: string, physicianId: string | null, today: string) =>
  db
    .selectFrom('absence_series as series')
    .innerJoin('absence_reason as reason', 'reason.id', 'series.reason_id')
    .where('series.association_id', '=', associationId)
    .where('series.ended_at', 'is', null)
    .where('series.to_day', '>=', today)
    .$if(physicianId !== null, query => query.where('series.physician_id', '=', physicianId))
    .selectAll('series')
    .select('reason.label')
    .orderBy('series.from_day')
    .orderBy('series.id')
    .limit(WIDEST)
    .execute()

export const findSeries = (
  db: Db | Trx,
  { associationId, physicianId, seriesId }: Record<'associationId' | 'physicianId' | 'seriesId', string>,
) =>
  db
    .selectFrom('absence_series')
    .selectAll()
    .where('id', '=', seriesId)
    .where('association_id', '=', associationId)
    .where('physician_id', '=', physicianId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** False when the series is not at `revision` any more. */
export async function changeSeries(
  trx: Trx,
  id: string,
  revision: number,
  change: Updateable<AbsenceSeriesTable>,
): Promise<boolean> {
  const result = await trx
    .updateTable('absence_series')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The hands that are up, in the order in which they went up. */
export async function listHands(db: Db | Trx, absenceIds: readonly string[]) {
  const rows = []
  for (const ids of inPortions(absenceIds))
    rows.push(
      ...(await db
        .selectFrom('raised_hand')
        .selectAll()
        .where('request_kind', '=', 'absence')
        .where('request_id', 'in', ids)
        .where('withdrawn_at', 'is', null)
        .orderBy('raised_at')
        .orderBy('id')
        .execute()),
    )
  return rows
}

export const addHand = (trx: Trx, row: Insertable<RaisedHandTable>) =>
  trx.insertInto('raised_hand').values(row).execute()

export const withdrawHand = (trx: Trx, id: string, now: Instant) =>
  trx.updateTable('raised_hand').set({ withdrawn_at: now }).where('id', '=', id).execute()

/** Everybody who ever belonged or will belong to a scheme of the association, with what the scheme offers. */
export const listMemberships = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('scheme_member as member')
    .innerJoin('duty_scheme as scheme', 'scheme.id', 'member.scheme_id')
    .where('scheme.association_id', '=', associationId)
    .select([
      'member.scheme_id',
      'member.physician_id',
      'member.joined_on',
      'member.left_on',
      'scheme.coverage_settings',
    ])
    .orderBy('scheme.id')
    .orderBy('member.physician_id')
    .execute()
