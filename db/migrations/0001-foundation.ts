import { randomUUID } from 'node:crypto'
import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { DatabaseKind } from '../open.ts'
import { freezeTable } from './freeze-table.ts'
import { refuseOverlaps } from './refuse-overlaps.ts'

/** Directory, calendar, schemes, rosters, publications and calendar subscriptions. */
export const foundation = (kind: DatabaseKind): Migration => ({
  async up(db) {
    await createDirectory(db)
    await createSchemes(db)
    await createRosters(db)
    await createPublications(db)
    await createSubscriptions(db)
    await createInstallation(db)
    await refuseOverlaps(db, kind, 'draft_assignment', { within: ['roster_id', 'physician_id'] })
    await refuseOverlaps(db, kind, 'duty_assignment', { within: ['physician_id'], unless: 'cancelled_at' })
    await freezeTable(db, kind, 'publication')
    await freezeTable(db, kind, 'publication_assignment')
  },
})

type Table = CreateTableBuilder<string, string>

const text = (table: Table, ...columns: string[]): Table =>
  columns.reduce((built, column) => built.addColumn(column, 'text', c => c.notNull()), table)

/** Epoch milliseconds need 64 bits; SQLite reads the type as INTEGER all the same. */
const instant = (table: Table, ...columns: string[]): Table =>
  columns.reduce((built, column) => built.addColumn(column, 'bigint', c => c.notNull()), table)

const reference = (table: Table, column: string, target: string): Table =>
  table.addColumn(column, 'text', c => c.notNull().references(target))

const withId = (db: Kysely<unknown>, name: string): Table =>
  db.schema.createTable(name).addColumn('id', 'text', c => c.primaryKey()) as unknown as Table

const withKey = (db: Kysely<unknown>, name: string): Table => db.schema.createTable(name) as unknown as Table

const index = (db: Kysely<unknown>, table: string, ...columns: string[]) =>
  db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute()

async function createDirectory(db: Kysely<unknown>) {
  await text(withId(db, 'association'), 'name', 'short_name')
    .addColumn('invented', 'integer', c => c.notNull())
    .execute()
  await text(
    reference(withId(db, 'clinic'), 'association_id', 'association.id'),
    'name',
    'place',
    'phone',
  ).execute()
  await text(reference(withId(db, 'physician'), 'clinic_id', 'clinic.id'), 'name', 'kana').execute()
  await text(
    reference(withId(db, 'nursing_station'), 'association_id', 'association.id'),
    'name',
    'night_phone',
  ).execute()
  await text(reference(withId(db, 'hospital'), 'association_id', 'association.id'), 'name', 'phone').execute()
  await text(reference(withId(db, 'support_block'), 'association_id', 'association.id'), 'name', 'status')
    .addCheckConstraint('support_block_status', sql`status in ('selected', 'partial', 'trial', 'live')`)
    .execute()
  for (const member of ['clinic', 'hospital']) {
    const table = reference(withKey(db, `support_block_${member}`), 'block_id', 'support_block.id')
    await reference(table, `${member}_id`, `${member}.id`)
      .addPrimaryKeyConstraint(`support_block_${member}_key`, ['block_id', `${member}_id`])
      .execute()
  }
  for (const table of ['clinic', 'nursing_station', 'hospital', 'support_block']) {
    await index(db, table, 'association_id')
  }
  await index(db, 'physician', 'clinic_id')
}

async function createSchemes(db: Kysely<unknown>) {
  await text(reference(withKey(db, 'closed_day'), 'association_id', 'association.id'), 'day', 'label')
    .addPrimaryKeyConstraint('closed_day_key', ['association_id', 'day'])
    .execute()
  await text(
    reference(withId(db, 'duty_scheme'), 'association_id', 'association.id'),
    'name',
    'short_name',
    'rules',
    'posts',
  )
    .addColumn('min_gap_days', 'integer', c => c.notNull())
    .execute()
  const member = reference(withKey(db, 'scheme_member'), 'scheme_id', 'duty_scheme.id')
  await text(reference(member, 'physician_id', 'physician.id'), 'joined_on')
    .addColumn('left_on', 'text')
    .addColumn('min_units', 'integer')
    .addColumn('max_units', 'integer')
    .addColumn('share_percent', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('scheme_member_key', ['scheme_id', 'physician_id', 'joined_on'])
    .addCheckConstraint('scheme_member_units', sql`min_units <= max_units`)
    .addCheckConstraint('scheme_member_share', sql`share_percent between 1 and 100`)
    .execute()
  await index(db, 'duty_scheme', 'association_id')
}

async function createRosters(db: Kysely<unknown>) {
  await text(reference(withId(db, 'roster'), 'scheme_id', 'duty_scheme.id'), 'findings')
    .addColumn('fiscal_year', 'integer', c => c.notNull())
    .addColumn('revision', 'integer', c => c.notNull())
    .addColumn('drafted_at', 'bigint')
    .addColumn('seed', 'bigint')
    .addColumn('input_hash', 'text')
    .addUniqueConstraint('roster_of_a_year', ['scheme_id', 'fiscal_year'])
    .execute()
  const unit = reference(withId(db, 'duty_unit'), 'roster_id', 'roster.id')
  await instant(text(unit, 'day', 'rule', 'holiday_class', 'label'), 'start_at', 'end_at')
    .addColumn('tentative', 'integer', c => c.notNull())
    .addCheckConstraint('duty_unit_hours', sql`start_at < end_at`)
    .execute()
  const assignment = text(reference(withKey(db, 'draft_assignment'), 'unit_id', 'duty_unit.id'), 'post')
  await instant(
    reference(reference(assignment, 'roster_id', 'roster.id'), 'physician_id', 'physician.id'),
    'start_at',
    'end_at',
  )
    .addPrimaryKeyConstraint('draft_assignment_key', ['unit_id', 'post'])
    .execute()
  await index(db, 'duty_unit', 'roster_id')
  await index(db, 'draft_assignment', 'roster_id', 'physician_id', 'start_at')
}

async function createPublications(db: Kysely<unknown>) {
  await instant(reference(withId(db, 'publication'), 'roster_id', 'roster.id'), 'published_at')
    .addColumn('number', 'integer', c => c.notNull())
    .addColumn('seed', 'bigint', c => c.notNull())
    .addColumn('input_hash', 'text', c => c.notNull())
    .addUniqueConstraint('publication_number', ['roster_id', 'number'])
    .execute()
  const frozen = reference(withKey(db, 'publication_assignment'), 'publication_id', 'publication.id')
  await instant(
    text(
      reference(frozen, 'physician_id', 'physician.id'),
      'unit_id',
      'post',
      'day',
      'holiday_class',
      'label',
    ),
    'start_at',
    'end_at',
  )
    .addColumn('tentative', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('publication_assignment_key', ['publication_id', 'unit_id', 'post'])
    .execute()
  const current = text(
    reference(withKey(db, 'duty_assignment'), 'roster_id', 'roster.id'),
    'unit_id',
    'post',
    'day',
    'holiday_class',
    'label',
  )
  await instant(
    reference(current, 'physician_id', 'physician.id'),
    'start_at',
    'end_at',
    'first_published_at',
    'changed_at',
  )
    .addColumn('tentative', 'integer', c => c.notNull())
    .addColumn('sequence', 'integer', c => c.notNull())
    .addColumn('cancelled_at', 'bigint')
    .addPrimaryKeyConstraint('duty_assignment_key', ['unit_id', 'post'])
    .execute()
  await index(db, 'duty_assignment', 'physician_id', 'start_at')
  await index(db, 'duty_assignment', 'roster_id')
  await index(db, 'publication_assignment', 'physician_id')
}

async function createSubscriptions(db: Kysely<unknown>) {
  await text(withId(db, 'feed_subscription'), 'audience', 'audience_id')
    .addColumn('token_hash', 'text', c => c.notNull().unique())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute()
}

async function createInstallation(db: Kysely<unknown>) {
  await text(withKey(db, 'installation'), 'identity')
    .addColumn('id', 'integer', c => c.primaryKey())
    .addColumn('seeded_at', 'bigint')
    .execute()
  await sql`insert into installation (id, identity) values (1, ${randomUUID()})`.execute(db)
}
