import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Accounts with their roles, factors, sessions and devices; invitations and resets; the throttle of tries. */
export const accounts: Migration = {
  async up(db) {
    await createAccounts(db)
    await createLinks(db)
    await createSessions(db)
    await createFactors(db)
    await createThrottle(db)
  },
}

type Table = CreateTableBuilder<string, string>

const table = (db: Kysely<unknown>, name: string): Table => db.schema.createTable(name) as unknown as Table

const withId = (db: Kysely<unknown>, name: string): Table =>
  table(db, name).addColumn('id', 'text', c => c.primaryKey())

const needed = (built: Table, type: 'text' | 'bigint' | 'integer', ...columns: string[]): Table =>
  columns.reduce((before, column) => before.addColumn(column, type, c => c.notNull()), built)

const optional = (built: Table, type: 'text' | 'bigint', ...columns: string[]): Table =>
  columns.reduce((before, column) => before.addColumn(column, type), built)

const ofAccount = (built: Table): Table =>
  built.addColumn('account_id', 'text', c => c.notNull().references('account.id'))

const secretHash = (built: Table): Table => built.addColumn('token_hash', 'text', c => c.notNull().unique())

const index = (db: Kysely<unknown>, name: string, column: string) =>
  db.schema.createIndex(`${name}_by_${column}`).on(name).column(column).execute()

/** Only the system administrator belongs to no association. */
const belongs = sql`(role = 'systemAdministrator') = (association_id is null)`

/** A role and where and when it holds, as memberships and invitations to them have it. */
const roleColumns = (built: Table): Table => {
  const place = built.addColumn('association_id', 'text', c => c.references('association.id'))
  return optional(
    optional(needed(place, 'text', 'role', 'from_day'), 'text', 'facility_id'),
    'text',
    'to_day',
  )
}

async function createAccounts(db: Kysely<unknown>) {
  const account = withId(db, 'account').addColumn('email_index', 'text', c => c.notNull().unique())
  await optional(
    needed(needed(account, 'text', 'email', 'name', 'password_hash'), 'bigint', 'created_at'),
    'bigint',
    'disabled_at',
  ).execute()
  await roleColumns(ofAccount(withId(db, 'membership')))
    .addCheckConstraint('membership_belongs', belongs)
    .addCheckConstraint('membership_days', sql`from_day <= to_day`)
    .execute()
  await index(db, 'membership', 'account_id')
  await index(db, 'membership', 'association_id')
}

async function createLinks(db: Kysely<unknown>) {
  const invitation = needed(
    secretHash(roleColumns(withId(db, 'invitation'))),
    'text',
    'email_index',
    'email',
    'name',
  ).addColumn('invited_by', 'text', c => c.references('account.id'))
  await optional(needed(invitation, 'bigint', 'created_at', 'expires_at'), 'bigint', 'used_at', 'revoked_at')
    .addCheckConstraint('invitation_belongs', belongs)
    .execute()
  const reset = secretHash(ofAccount(withId(db, 'credential_reset')))
    .addColumn('association_id', 'text', c => c.references('association.id'))
    .addColumn('created_by', 'text', c => c.notNull().references('account.id'))
  await optional(
    needed(reset, 'bigint', 'created_at', 'expires_at'),
    'bigint',
    'used_at',
    'revoked_at',
  ).execute()
  await index(db, 'invitation', 'association_id')
  await index(db, 'credential_reset', 'account_id')
}

async function createSessions(db: Kysely<unknown>) {
  const device = needed(ofAccount(withId(db, 'device')), 'text', 'token_hash', 'agent')
  await needed(needed(device, 'integer', 'remembered'), 'bigint', 'created_at', 'last_used_at', 'expires_at')
    .addUniqueConstraint('device_of_account', ['token_hash', 'account_id'])
    .execute()
  const session = needed(secretHash(ofAccount(withId(db, 'session'))), 'text', 'agent').addColumn(
    'device_id',
    'text',
    c => c.references('device.id'),
  )
  await needed(needed(session, 'integer', 'factors'), 'bigint', 'signed_in_at', 'active_at', 'last_seen_at')
    .addCheckConstraint('session_factors', sql`factors in (1, 2)`)
    .execute()
  await index(db, 'device', 'account_id')
  await index(db, 'session', 'account_id')
  await index(db, 'session', 'device_id')
}

async function createFactors(db: Kysely<unknown>) {
  await optional(
    needed(
      needed(ofAccount(withId(db, 'totp_factor')), 'text', 'secret'),
      'bigint',
      'created_at',
      'last_counter',
    ),
    'bigint',
    'confirmed_at',
  ).execute()
  await db.schema
    .createIndex('totp_factor_confirmed')
    .on('totp_factor')
    .column('account_id')
    .unique()
    .where(sql.ref('confirmed_at'), 'is not', null)
    .execute()
  await optional(
    needed(
      needed(ofAccount(withId(db, 'passkey')), 'text', 'public_key', 'transports', 'agent'),
      'bigint',
      'counter',
      'created_at',
    ),
    'bigint',
    'last_used_at',
  ).execute()
  await index(db, 'passkey', 'account_id')
  await needed(ofAccount(table(db, 'recovery_code')), 'text', 'code_hash')
    .addPrimaryKeyConstraint('recovery_code_key', ['account_id', 'code_hash'])
    .execute()
  await needed(
    needed(
      table(db, 'webauthn_challenge').addColumn('challenge', 'text', c => c.primaryKey()),
      'text',
      'bound_to',
      'purpose',
    ),
    'bigint',
    'expires_at',
  ).execute()
  await index(db, 'webauthn_challenge', 'expires_at')
}

async function createThrottle(db: Kysely<unknown>) {
  await needed(
    table(db, 'sign_in_throttle').addColumn('key', 'text', c => c.primaryKey()),
    'bigint',
    'free_at',
  ).execute()
  await index(db, 'sign_in_throttle', 'free_at')
}
