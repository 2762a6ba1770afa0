import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { type OpenDatabase, openPostgres, openSqlite } from '../../db/open.ts'
import { seedDemo } from '../../db/seeds/seed-demo.ts'
import { MORNING } from './context.ts'

/** A database of its own: how to open it (again), and how to take it away. */
type TestDatabase = { open(): OpenDatabase; drop(): Promise<void> }

/** Where test databases come from: empty ones, and copies of one with the invented districts, put in on `MORNING`. */
type Server = { create(): Promise<TestDatabase>; seeded(): Promise<TestDatabase> }

/** Fills the original, once for all files of a run. */
async function seed(original: TestDatabase): Promise<void> {
  const open = original.open()
  await migrate(open)
  await seedDemo(open.db, () => MORNING)
  await open.db.destroy()
}

/** SQLite files, each in a folder of its own. */
function sqliteFiles(): Server {
  const original = join(tmpdir(), 'rinban-original.sqlite')
  const createAt = () => {
    const folder = mkdtempSync(join(tmpdir(), 'rinban-sqlite-'))
    const path = join(folder, 'rinban.sqlite')
    const drop = async () => rmSync(folder, { recursive: true, force: true })
    return { path, database: { open: () => openSqlite(path), drop } }
  }
  return {
    create: async () => createAt().database,
    async seeded() {
      // Two files that begin at once both fill one; either will do.
      if (!existsSync(original)) {
        const { path, database } = createAt()
        await seed(database)
        renameSync(path, original)
        await database.drop()
      }
      const { path, database } = createAt()
      copyFileSync(original, path)
      return database
    },
  }
}

/** PostgreSQL's code for a connection ended by an administrator: here by dropping the database. */
const DROPPED = '57P01'

const onLost = (error: Error & { code?: string }): void => {
  if (error.code !== DROPPED) throw error
}

/** Databases on one PostgreSQL server. */
function postgresServer(server: string, original: string): Server {
  const administer = async <Answer>(work: (client: pg.Client) => Promise<Answer>) => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    return work(client).finally(() => client.end())
  }
  const createFrom = async (template: string) => {
    const name = `rinban_${randomUUID().replaceAll('-', '')}`
    const url = new URL(server)
    url.pathname = `/${name}`
    await administer(client => client.query(`create database ${name} template ${template}`))
    const database: TestDatabase = {
      open: () => openPostgres(url.href, onLost),
      drop: async () => {
        await administer(client => client.query(`drop database ${name} with (force)`))
      },
    }
    return { name, database }
  }
  const fillOriginal = () =>
    administer(async client => {
      // Held until the connection ends: of files that begin at once, one fills it and the others wait.
      await client.query('select pg_advisory_lock(1)')
      const { rowCount } = await client.query('select from pg_database where datname = $1', [original])
      if (rowCount) return
      const { name, database } = await createFrom('template1')
      await seed(database)
      await client.query(`alter database ${name} rename to ${original}`)
    })
  let filled: Promise<void> | undefined
  return {
    create: async () => (await createFrom('template1')).database,
    async seeded() {
      filled ??= fillOriginal()
      await filled
      return (await createFrom(original)).database
    },
  }
}

export type Databases = {
  /** An empty database. */
  create(): Promise<TestDatabase>
  /** One with the schema. */
  migrated(): Promise<OpenDatabase>
  /** One with the invented districts. */
  seeded(): Promise<OpenDatabase>
}

/** Databases from `server` that are closed and gone when the tests of this block are over. */
function databasesOf(server: Server): Databases {
  const leftovers: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const clear of leftovers.reverse()) await clear()
  })
  const kept = (database: TestDatabase) => {
    leftovers.push(database.drop)
    return database
  }
  const opened = (database: TestDatabase) => {
    const open = kept(database).open()
    leftovers.push(() => open.db.destroy())
    return open
  }
  return {
    create: async () => kept(await server.create()),
    async migrated() {
      const open = opened(await server.create())
      await migrate(open)
      return open
    },
    seeded: async () => opened(await server.seeded()),
  }
}

/** The same tests on SQLite and on PostgreSQL (skipped where no server is at hand; the set-up says so). */
export function onEachDatabase(title: string, tests: (databases: Databases) => void): void {
  const url = inject('postgres')
  const original = inject('originalDatabase')
  describe(`${title} (sqlite)`, () => tests(databasesOf(sqliteFiles())))
  describe.skipIf(!url)(`${title} (postgres)`, () => tests(databasesOf(postgresServer(url ?? '', original))))
}
