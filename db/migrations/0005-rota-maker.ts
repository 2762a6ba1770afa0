import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { DatabaseKind } from '../open.ts'
import { freezeTable } from './freeze-table.ts'

/**
 * The rota maker: settings of a scheme, what members may take, wishes, the ledger over the years, pins,
 * runs of the optimiser, and with every draft and publication the input it was made from.
 */
export const rotaMaker = (kind: DatabaseKind): Migration => ({
  async up(db) {
    await widenSchemes(db)
    await widenRosters(db)
    await createWishes(db)
    await createLedger(db)
    await createRuns(db)
    await freezeTable(db, kind, 'ledger_entry')
  },
})

type Table = CreateTableBuilder<string, string>

const table = (db: Kysely<unknown>, name: string): Table => db.schema.createTable(name) as unknown as Table

const withId = (db: Kysely<unknown>, name: string): Table =>
  table(db, name).addColumn('id', 'text', c => c.primaryKey())

const needed = (built: Table, type: 'text' | 'bigint' | 'integer', ...columns: string[]): Table =>
  columns.reduce((before, column) => before.addColumn(column, type, c => c.notNull()), built)

const optional = (built: Table, type: 'text' | 'bigint' | 'double precision', ...columns: string[]): Table =>
  columns.reduce((before, column) => before.addColumn(column, type), built)

const reference = (built: Table, column: string, target: string): Table =>
  built.addColumn(column, 'text', c => c.notNull().references(target))

const enteredBy = (built: Table): Table =>
  needed(built, 'bigint', 'entered_at').addColumn('entered_by', 'text', c => c.references('account.id'))

async function widenSchemes(db: Kysely<unknown>) {
  await db.schema
    .alterTable('duty_scheme')
    .addColumn('rota_settings', 'text', c => c.notNull().defaultTo('{}'))
    .execute()
  for (const name of ['duty_scheme', 'scheme_member'])
    await db.schema
      .alterTable(name)
      .addColumn('revision', 'integer', c => c.notNull().defaultTo(0))
      .execute()
  for (const column of ['posts', 'blocks'])
    await db.schema.alterTable('scheme_member').addColumn(column, 'text').execute()
}

async function widenRosters(db: Kysely<unknown>) {
  for (const column of ['proof', 'instance'])
    await db.schema.alterTable('roster').addColumn(column, 'text').execute()
  await db.schema.alterTable('publication').addColumn('instance', 'text').execute()
  await db.schema
    .alterTable('draft_assignment')
    .addColumn('pinned', 'integer', c => c.notNull().defaultTo(0))
    .execute()
}

async function createWishes(db: Kysely<unknown>) {
  await optional(
    needed(
      needed(
        reference(table(db, 'wish_round'), 'scheme_id', 'duty_scheme.id'),
        'text',
        'return_to',
        'quotas',
      ),
      'integer',
      'fiscal_year',
      'revision',
    ),
    'bigint',
    'deadline_at',
  )
    .addPrimaryKeyConstraint('wish_round_key', ['scheme_id', 'fiscal_year'])
    .execute()
  const wish = reference(withId(db, 'wish'), 'scheme_id', 'duty_scheme.id')
  await enteredBy(
    needed(
      needed(reference(wish, 'physician_id', 'physician.id'), 'integer', 'fiscal_year', 'on_behalf'),
      'text',
      'kind',
      'pattern',
    ),
  )
    .addCheckConstraint('wish_kind', sql`kind in ('unavailable', 'avoid', 'want')`)
    .execute()
  await db.schema
    .createIndex('wish_by_year')
    .on('wish')
    .columns(['scheme_id', 'fiscal_year', 'physician_id'])
    .execute()
}

async function createLedger(db: Kysely<unknown>) {
  const entry = reference(withId(db, 'ledger_entry'), 'scheme_id', 'duty_scheme.id')
  await enteredBy(
    needed(
      needed(reference(entry, 'physician_id', 'physician.id'), 'integer', 'fiscal_year', 'quarter_points'),
      'text',
      'counts',
      'held_last_year',
      'reason',
    ),
  ).execute()
  await db.schema
    .createIndex('ledger_entry_by_scheme')
    .on('ledger_entry')
    .columns(['scheme_id', 'physician_id'])
    .execute()
}

async function createRuns(db: Kysely<unknown>) {
  const run = needed(
    needed(
      reference(withId(db, 'rota_run'), 'roster_id', 'roster.id'),
      'text',
      'status',
      'input_hash',
      'instance',
    ),
    'integer',
    'base_revision',
    'seconds',
    'stop_requested',
  )
  await optional(
    optional(
      needed(run, 'bigint', 'seed', 'as_of', 'started_at', 'heartbeat_at').addColumn(
        'started_by',
        'text',
        c => c.references('account.id'),
      ),
      'double precision',
      'best',
      'bound',
    ),
    'bigint',
    'searching_since',
    'ended_at',
    'taken_at',
  )
    .addColumn('result', 'text')
    .addCheckConstraint('rota_run_status', sql`status in ('running', 'done', 'failed')`)
    .execute()
  // Two clerks, two servers: one search a rota at a time.
  await sql`create unique index rota_run_under_way on rota_run (roster_id) where status = 'running'`.execute(
    db,
  )
}
