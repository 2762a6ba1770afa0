import type { Db, Trx } from '../../db/open.ts'
import type { Interval } from '../time/interval.ts'

/** What the resolver reads: absences and the settings of schemes. SQL only. */

/** Absences of these physicians that touch the window and were not withdrawn, wherever they were entered. */
export const listAbsences = (db: Db | Trx, physicianIds: readonly string[], window: Interval) =>
  db
    .selectFrom('absence')
    .where('physician_id', 'in', physicianIds)
    .where('withdrawn_at', 'is', null)
    .where('start_at', '<', window.end)
    .where('end_at', '>', window.start)
    .select(['id', 'physician_id', 'start_at', 'end_at', 'cover', 'cover_physician_id'])
    .orderBy('start_at')
    .execute()

export const findSettings = (db: Db | Trx, schemeId: string) =>
  db
    .selectFrom('duty_scheme')
    .where('id', '=', schemeId)
    .select(['id', 'posts', 'coverage_settings', 'revision'])
    .executeTakeFirst()

/** False when the scheme is not at `revision` any more. */
export async function changeSettings(
  trx: Trx,
  schemeId: string,
  revision: number,
  settings: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('duty_scheme')
    .set({ coverage_settings: settings, revision: revision + 1 })
    .where('id', '=', schemeId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The duties of a scheme that stand and touch the window. */
export const listStandingDuties = (db: Db | Trx, schemeId: string, window: Interval) =>
  db
    .selectFrom('duty_assignment as duty')
    .innerJoin('roster', 'roster.id', 'duty.roster_id')
    .where('roster.scheme_id', '=', schemeId)
    .where('duty.cancelled_at', 'is', null)
    .where('duty.start_at', '<', window.end)
    .where('duty.end_at', '>', window.start)
    .select(['duty.unit_id', 'duty.post', 'duty.physician_id', 'duty.start_at', 'duty.end_at'])
    .orderBy('duty.start_at')
    .execute()

/** Whether a rota of the scheme is published for the fiscal year. */
export const isPublished = async (db: Db | Trx, schemeId: string, year: number): Promise<boolean> =>
  (await db
    .selectFrom('roster')
    .innerJoin('publication', 'publication.roster_id', 'roster.id')
    .where('roster.scheme_id', '=', schemeId)
    .where('roster.fiscal_year', '=', year)
    .select('publication.id')
    .limit(1)
    .executeTakeFirst()) !== undefined
