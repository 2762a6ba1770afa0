import { setImmediate } from 'node:timers/promises'
import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'
import type { DraftAssignmentTable } from '../../db/schema/draft-assignment.ts'
import type { DutyUnitTable } from '../../db/schema/duty-unit.ts'
import type { RosterTable } from '../../db/schema/roster.ts'

/** Rosters and their drafts. SQL only. */

export const findRoster = (db: Db | Trx, rosterId: string) =>
  db.selectFrom('roster').selectAll().where('id', '=', rosterId).executeTakeFirst()

/** Every roster of the installation with the number of its newest published version. */
export const listRosterYears = (db: Db | Trx) =>
  db
    .selectFrom('roster')
    .leftJoin('publication', 'publication.roster_id', 'roster.id')
    .groupBy(['roster.scheme_id', 'roster.fiscal_year', 'roster.drafted_at'])
    .select(({ fn }) => [
      'roster.scheme_id',
      'roster.fiscal_year',
      'roster.drafted_at',
      fn.max('publication.number').as('published'),
    ])
    .orderBy('roster.fiscal_year')
    .execute()

export const listUnits = (db: Db | Trx, rosterId: string) =>
  db
    .selectFrom('duty_unit')
    .selectAll()
    .where('roster_id', '=', rosterId)
    .orderBy('start_at')
    .orderBy('id')
    .execute()

export const listDraftAssignments = (db: Db | Trx, rosterId: string) =>
  db.selectFrom('draft_assignment').selectAll().where('roster_id', '=', rosterId).execute()

/** Everybody who holds a duty of the roster, in the draft or in any version, with where to reach them. */
export const listHolders = (db: Db | Trx, rosterId: string) =>
  db
    .selectFrom('physician')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .where(eb =>
      eb.or([
        eb(
          'physician.id',
          'in',
          eb.selectFrom('draft_assignment').where('roster_id', '=', rosterId).select('physician_id'),
        ),
        eb(
          'physician.id',
          'in',
          eb
            .selectFrom('publication_assignment as held')
            .innerJoin('publication', 'publication.id', 'held.publication_id')
            .where('publication.roster_id', '=', rosterId)
            .select('held.physician_id'),
        ),
      ]),
    )
    .select(['physician.id', 'physician.name', 'clinic.name as clinic', 'clinic.place', 'clinic.phone'])
    .orderBy('physician.kana')
    .orderBy('physician.id')
    .execute()

/** Makes the year's row if it is not there yet; two servers doing so at once make one. */
export const ensureRoster = (trx: Trx, id: string, schemeId: string, fiscalYear: number) =>
  trx
    .insertInto('roster')
    .values({ id, scheme_id: schemeId, fiscal_year: fiscalYear, revision: 0, findings: '{}' })
    .onConflict(conflict => conflict.column('id').doNothing())
    .execute()

/** Counts the revision up if it still is `revision`. False: somebody else changed the roster meanwhile. */
export async function changeRoster(
  trx: Trx,
  rosterId: string,
  revision: number,
  change: Updateable<RosterTable> = {},
): Promise<boolean> {
  const result = await trx
    .updateTable('roster')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', rosterId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/**
 * Puts these units in the place of the draft's former ones, which are gone with their assignments. SQLite writes those
 * of a large district for tens of milliseconds: before each portion others get their turn.
 */
export async function replaceUnits(
  trx: Trx,
  rosterId: string,
  units: Insertable<DutyUnitTable>[],
): Promise<void> {
  await trx.deleteFrom('draft_assignment').where('roster_id', '=', rosterId).execute()
  await trx.deleteFrom('duty_unit').where('roster_id', '=', rosterId).execute()
  for (const rows of inPortions(units)) {
    await setImmediate()
    await trx.insertInto('duty_unit').values(rows).execute()
  }
}

/** Puts these assignments in the place of the draft's former ones, with the same pauses. */
export async function replaceAssignments(
  trx: Trx,
  rosterId: string,
  assignments: Insertable<DraftAssignmentTable>[],
): Promise<void> {
  await trx.deleteFrom('draft_assignment').where('roster_id', '=', rosterId).execute()
  for (const rows of inPortions(assignments)) {
    await setImmediate()
    await trx.insertInto('draft_assignment').values(rows).execute()
  }
}

/** Notes what the draft was made from. */
export const describeDraft = (trx: Trx, rosterId: string, inputHash: string, instance: string) =>
  trx.updateTable('roster').set({ input_hash: inputHash, instance }).where('id', '=', rosterId).execute()
