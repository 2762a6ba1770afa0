import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { DatabaseKind } from '../open.ts'
import { freezeTable } from './freeze-table.ts'

/** Wrapped data keys, and the append-only audit chain with its head. */
export const keysAndAudit = (kind: DatabaseKind): Migration => ({
  async up(db) {
    await createDataKeys(db)
    await createAudit(db)
    await freezeTable(db, kind, 'audit_entry')
    if (kind === 'sqlite') await refuseReplace(db)
  },
})

async function createDataKeys(db: Kysely<unknown>) {
  await db.schema
    .createTable('data_key')
    .addColumn('id', 'text', c => c.notNull().primaryKey())
    .addColumn('scope', 'text', c => c.notNull())
    .addColumn('master_id', 'text', c => c.notNull())
    .addColumn('wrapped', 'text', c => c.notNull())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('retired_at', 'bigint')
    .execute()
  await sql`create unique index data_key_in_force on data_key (scope) where retired_at is null`.execute(db)
}

const NO_HASH = '0'.repeat(64)

async function createAudit(db: Kysely<unknown>) {
  await db.schema
    .createTable('audit_entry')
    .addColumn('seq', 'bigint', c => c.notNull().primaryKey())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('action', 'text', c => c.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('on_behalf_of', 'text')
    .addColumn('association_id', 'text')
    .addColumn('resource', 'text', c => c.notNull())
    .addColumn('detail', 'text', c => c.notNull())
    .addColumn('address', 'text')
    .addColumn('previous_hash', 'text', c => c.notNull())
    .addColumn('hash', 'text', c => c.notNull().unique())
    .execute()
  for (const column of ['association_id', 'actor_id', 'action'])
    await db.schema
      .createIndex(`audit_entry_by_${column}`)
      .on('audit_entry')
      .columns([column, 'seq'])
      .execute()
  await db.schema
    .createTable('audit_head')
    .addColumn('id', 'integer', c => c.primaryKey().check(sql`id = 1`))
    .addColumn('seq', 'bigint', c => c.notNull())
    .addColumn('hash', 'text', c => c.notNull())
    .execute()
  await sql`insert into audit_head (id, seq, hash) values (1, 0, ${NO_HASH})`.execute(db)
}

/** SQLite's INSERT OR REPLACE deletes the old row without its DELETE trigger: the insert must refuse it. */
const refuseReplace = (db: Kysely<unknown>) =>
  sql
    .raw(
      `create trigger audit_entry_frozen_replace before insert on audit_entry
       when exists (select 1 from audit_entry where seq = new.seq or hash = new.hash)
       begin select raise(abort, 'audit_entry is frozen'); end`,
    )
    .execute(db)
