import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import type { LedgerEntryTable } from '../../../db/schema/ledger-entry.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'

/** The entries of a ledger, which are only ever added, and the published years it is settled by. SQL only. */

/** Every entry of a scheme, the newest first, with the physician's name. */
export const listEntries = (db: Db | Trx, schemeId: string) =>
  db
    .selectFrom('ledger_entry')
    .innerJoin('physician', 'physician.id', 'ledger_entry.physician_id')
    .where('ledger_entry.scheme_id', '=', schemeId)
    .selectAll('ledger_entry')
    .select('physician.name as physician')
    .orderBy('ledger_entry.entered_at', 'desc')
    .orderBy('ledger_entry.id')
    .execute()

export const findEntry = (db: Db | Trx, id: string) =>
  db.selectFrom('ledger_entry').where('id', '=', id).selectAll().executeTakeFirst()

/** False when an entry of that id is there already; of two requests at once the second waits to know. */
export async function addEntry(trx: Trx, row: Insertable<LedgerEntryTable>): Promise<boolean> {
  const added = await trx
    .insertInto('ledger_entry')
    .values(row)
    .onConflict(conflict => conflict.column('id').doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** The newest version of each published year of a scheme before `year`, in order of the years. */
export const listNewestPublications = (db: Db | Trx, schemeId: string, year: FiscalYear) =>
  db
    .selectFrom('publication')
    .innerJoin('roster', 'roster.id', 'publication.roster_id')
    .where('roster.scheme_id', '=', schemeId)
    .where('roster.fiscal_year', '<', year)
    .where('publication.number', '=', eb =>
      eb
        .selectFrom('publication as version')
        .whereRef('version.roster_id', '=', 'roster.id')
        .select(({ fn }) => fn.max('version.number').as('newest')),
    )
    .select(['publication.id', 'publication.roster_id', 'roster.fiscal_year'])
    .orderBy('roster.fiscal_year')
    .execute()
