import { type Kysely, sql } from 'kysely'
import type { DatabaseKind } from '../open.ts'

/** The words both databases use when they refuse; `isDoubleBooking` looks for them. */
export const DOUBLE_BOOKED = 'double_booked'

/**
 * Makes the database itself refuse two rows with the same `within` columns whose `[start_at, end_at)` overlap.
 * Rows whose `unless` column is set do not count. PostgreSQL: an exclusion constraint. SQLite: triggers.
 */
export async function refuseOverlaps(
  db: Kysely<unknown>,
  kind: DatabaseKind,
  table: string,
  { within, unless }: { within: readonly string[]; unless?: string },
): Promise<void> {
  const counts = (row: string) => (unless ? `${row}.${unless} is null` : 'true')
  if (kind === 'postgres') {
    await sql`create extension if not exists btree_gist`.execute(db)
    const same = within.map(column => `${column} with =`).join(', ')
    await sql
      .raw(
        `alter table ${table} add constraint ${table}_${DOUBLE_BOOKED}
         exclude using gist (${same}, int8range(start_at, end_at) with &&) where (${counts(table)})`,
      )
      .execute(db)
    return
  }
  const same = within.map(column => `other.${column} = new.${column}`).join(' and ')
  for (const event of ['insert', 'update']) {
    // A row does not overlap itself: on update the row of the old key is left out.
    const itself = event === 'update' ? 'and other.rowid <> old.rowid' : ''
    await sql
      .raw(
        `create trigger ${table}_${DOUBLE_BOOKED}_${event} before ${event} on ${table}
         when ${counts('new')} and exists (
           select 1 from ${table} as other
           where ${same} and ${counts('other')} ${itself}
             and other.start_at < new.end_at and new.start_at < other.end_at)
         begin select raise(abort, '${table}_${DOUBLE_BOOKED}'); end`,
      )
      .execute(db)
  }
}
