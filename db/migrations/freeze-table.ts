import { type Kysely, sql } from 'kysely'
import type { DatabaseKind } from '../open.ts'

/** Makes the database itself refuse UPDATE and DELETE on `table`: rows are written once. */
export async function freezeTable(db: Kysely<unknown>, kind: DatabaseKind, table: string): Promise<void> {
  if (kind === 'postgres') {
    await sql
      .raw(
        `create or replace function refuse_change() returns trigger language plpgsql as $$
         begin raise exception '% is frozen', tg_table_name; end $$`,
      )
      .execute(db)
    await sql
      .raw(
        `create trigger ${table}_frozen before update or delete or truncate on ${table}
         for each statement execute function refuse_change()`,
      )
      .execute(db)
    return
  }
  for (const event of ['update', 'delete']) {
    await sql
      .raw(
        `create trigger ${table}_frozen_${event} before ${event} on ${table}
         begin select raise(abort, '${table} is frozen'); end`,
      )
      .execute(db)
  }
}
