import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
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

/** Where test databases come from; a copy is made of one that nobody has open. */
type Server = { create(): Promise<TestDatabase>; copy(of: TestDatabase): Promise<TestDatabase> }

/** SQLite files, each in a folder of its own. */
function sqliteFiles(): Server {
  const paths = new Map<TestDatabase, string>()
  const create = async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rinban-sqlite-'))
    const path = join(folder, 'rinban.sqlite')
    const drop = async () => rmSync(folder, { recursive: true, force: true })
    const database: TestDatabase = { open: () => openSqlite(path), drop }
    paths.set(database, path)
    return database
  }
  const copy = async (of: TestDatabase) => {
    const database = await create()
    copyFileSync(paths.get(of) ?? '', paths.get(database) ?? '')
    return database
  }
  return { create, copy }
}

/** PostgreSQL's code for a connection ended by an administrator: here by dropping the database. */
const DROPPED = '57P01'

const onLost = (error: Error & { code?: string }): void => {
  if (error.code !== DROPPED) throw error
}

/** Databases on one PostgreSQL server. */
function postgresServer(server: string): Server {
  const names = new Map<TestDatabase, string>()
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  const createFrom = async (template: string) => {
    const name = `rinban_${randomUUID().replaceAll('-', '')}`
    const url = new URL(server)
    url.pathname = `/${name}`
    await administer(`create database ${name} template ${template}`)
    const database: TestDatabase = {
      open: () => openPostgres(url.href, onLost),
      drop: () => administer(`drop database ${name} with (force)`),
    }
    names.set(database, name)
    return database
  }
  return { create: () => createFrom('template1'), copy: of => createFrom(names.get(of) ?? '') }
}

export type Databases = {
  /** An empty database. */
  create(): Promise<TestDatabase>
  /** One with the schema. */
  migrated(): Promise<OpenDatabase>
  /** One with the invented districts, put in on `MORNING`. */
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
  const prepare = async () => {
    const original = kept(await server.create())
    const open = original.open()
    await migrate(open)
    await seedDemo(open.db, () => MORNING)
    await open.db.destroy()
    return original
  }
  let original: Promise<TestDatabase> | undefined
  return {
    create: async () => kept(await server.create()),
    async migrated() {
      const open = opened(await server.create())
      await migrate(open)
      return open
    },
    async seeded() {
      original ??= prepare()
      return opened(await server.copy(await original))
    },
  }
}

/** The same tests on SQLite and on PostgreSQL (skipped where no server is at hand; the set-up says so). */
export function onEachDatabase(title: string, tests: (databases: Databases) => void): void {
  const url = inject('postgres')
  describe(`${title} (sqlite)`, () => tests(databasesOf(sqliteFiles())))
  describe.skipIf(!url)(`${title} (postgres)`, () => tests(databasesOf(postgresServer(url ?? ''))))
}
