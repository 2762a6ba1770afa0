import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import { inPortions } from '../../../db/portions.ts'
import type { DraftAssignmentTable } from '../../../db/schema/draft-assignment.ts'
import type { Instant } from '../../time/clock.ts'
import type { Place } from './draft-edit.ts'

/** Single posts of a draft. SQL only. */

/**
 * Counts a draft's revision up and holds its roster until the transaction ends: others who change it wait, and then
 * find what this one left. Undefined: there is no draft.
 */
export const claimDraft = (trx: Trx, rosterId: string, now: Instant) =>
  trx
    .updateTable('roster')
    .set(eb => ({ revision: eb('revision', '+', 1), drafted_at: now }))
    .where('id', '=', rosterId)
    .where('drafted_at', 'is not', null)
    .returning('revision')
    .executeTakeFirst()

/** Those of the units that the roster has. */
export const listUnitsNamed = (db: Db | Trx, rosterId: string, ids: readonly string[]) =>
  db
    .selectFrom('duty_unit')
    .where('roster_id', '=', rosterId)
    .where('id', 'in', ids)
    .select(['id', 'day', 'start_at', 'end_at'])
    .execute()

export const listHoldersOf = (db: Db | Trx, unitIds: readonly string[]) =>
  db
    .selectFrom('draft_assignment')
    .where('unit_id', 'in', unitIds)
    .select(['unit_id', 'post', 'physician_id', 'pinned'])
    .execute()

/** Vacates the places, then fills some: two physicians who change places never overlap on the way. */
export async function refill(
  trx: Trx,
  places: readonly Place[],
  filled: Insertable<DraftAssignmentTable>[],
): Promise<void> {
  for (const { unit, post } of places)
    await trx.deleteFrom('draft_assignment').where('unit_id', '=', unit).where('post', '=', post).execute()
  for (const rows of inPortions(filled)) await trx.insertInto('draft_assignment').values(rows).execute()
}
