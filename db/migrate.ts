import { Migrator } from 'kysely/migration'
import { migrations } from './migrations/index.ts'
import type { OpenDatabase } from './open.ts'

export type MigrationRefusal = { reason: 'databaseNewerThanProgram'; migration: string }

/**
 * Brings the schema up to date, all migrations or none. Two servers starting at once queue up on the lock.
 * A database that knows a migration this program does not is refused untouched; anything else throws.
 */
export async function migrate({
  kind,
  db,
}: Pick<OpenDatabase, 'kind' | 'db'>): Promise<{ ok: true } | ({ ok: false } & MigrationRefusal)> {
  const known = migrations(kind)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } })
  const unknown = await executedMigrations(db).then(names => names.find(name => !(name in known)))
  if (unknown) return { ok: false, reason: 'databaseNewerThanProgram', migration: unknown }
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
  return { ok: true }
}

const TABLE = 'kysely_migration'

async function executedMigrations(db: OpenDatabase['db']): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(table => table.name === TABLE)) return []
  const rows = await db.withTables<{ [TABLE]: { name: string } }>().selectFrom(TABLE).select('name').execute()
  return rows.map(row => row.name)
}
