import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'
import type { DutyAssignmentTable } from '../../db/schema/duty-assignment.ts'
import type { PublicationTable } from '../../db/schema/publication.ts'
import type { PublicationAssignmentTable } from '../../db/schema/publication-assignment.ts'

/** Published versions, which are only ever added, and the current word on each unit. SQL only. */

export const listPublications = (db: Db | Trx, rosterId: string) =>
  db
    .selectFrom('publication')
    .where('roster_id', '=', rosterId)
    .select(['id', 'number', 'published_at'])
    .orderBy('number')
    .execute()

export const findPublication = (db: Db | Trx, rosterId: string, number: number) =>
  db
    .selectFrom('publication')
    .where('roster_id', '=', rosterId)
    .where('number', '=', number)
    .select(['id', 'number', 'published_at'])
    .executeTakeFirst()

/** The instance that a publication stored, as JSON; null when it was published before instances were stored. */
export const findInstance = async (db: Db | Trx, publicationId: string): Promise<string | null> =>
  (
    await db
      .selectFrom('publication')
      .where('id', '=', publicationId)
      .select('instance')
      .executeTakeFirstOrThrow()
  ).instance

export const listPublishedUnits = (db: Db | Trx, publicationId: string) =>
  db
    .selectFrom('publication_assignment')
    .selectAll()
    .where('publication_id', '=', publicationId)
    .orderBy('start_at')
    .orderBy('unit_id')
    .execute()

export async function addPublication(
  trx: Trx,
  publication: Insertable<PublicationTable>,
  assignments: Insertable<PublicationAssignmentTable>[],
): Promise<void> {
  await trx.insertInto('publication').values(publication).execute()
  for (const rows of inPortions(assignments))
    await trx.insertInto('publication_assignment').values(rows).execute()
}

export const listDuties = (db: Db | Trx, rosterId: string) =>
  db.selectFrom('duty_assignment').selectAll().where('roster_id', '=', rosterId).execute()

/**
 * Puts `duties` in the place of the rows of the same unit, post and part; other parts stay. All old rows go first, so
 * that two physicians who change places never overlap on the way.
 */
export async function replaceDuties(trx: Trx, duties: Insertable<DutyAssignmentTable>[]): Promise<void> {
  for (const rows of inPortions(duties)) {
    await trx
      .deleteFrom('duty_assignment')
      .where(eb => eb.or(rows.map(({ unit_id, post, part = 0 }) => eb.and({ unit_id, post, part }))))
      .execute()
  }
  for (const rows of inPortions(duties)) await trx.insertInto('duty_assignment').values(rows).execute()
}
