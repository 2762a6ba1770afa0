import Sqlite from 'better-sqlite3'
import { Kysely, type Transaction } from 'kysely'
import pg from 'pg'
import { PersistentKysely } from './persistent-kysely.ts'
import { RinbanPostgresDialect } from './postgres-dialect.ts'
import { withPreparedStatements } from './prepared-statements.ts'
import type { Schema } from './schema/index.ts'
import { isBusy, RinbanSqliteDialect, type Watch } from './sqlite-dialect.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

/** An open database; repositories take a `Transaction` when they write, either when they read. */
export type Db = Kysely<Schema>
export type Trx = Transaction<Schema>

/**
 * As long as it gives the same number, what was read after the first time still holds. It costs no query of `db`, and
 * next to nothing when it is asked often. What this process commits is noticed at once; what another one does, within
 * ten milliseconds on SQLite and within a second on PostgreSQL.
 */
export type ChangeMark = () => number

export type OpenDatabase = { kind: DatabaseKind; db: Db; changeMark: ChangeMark }

/** What each SQLite connection must answer, or the program does not start (architecture.md §3). */
const SQLITE_PRAGMAS = [
  ['journal_mode', 'wal'],
  ['synchronous', 2], // FULL: a committed publication survives a power cut
  ['foreign_keys', 1],
  ['recursive_triggers', 1], // INSERT OR REPLACE must not slip past the triggers that freeze a table
] as const

/** Opening may wait for another process that is just opening; afterwards waiting is asynchronous (at BEGIN). */
const OPENING_WAIT_MS = 5_000
const BUSY_WAIT_MS = 20
const RETRY_MS = 10

function openSqliteFile(path: string): Sqlite.Database {
  const file = new Sqlite(path, { timeout: OPENING_WAIT_MS })
  for (const [name, value] of SQLITE_PRAGMAS) {
    patiently(() => file.pragma(`${name} = ${value}`))
    const answer = file.pragma(name, { simple: true })
    if (answer !== value) throw new Error(`SQLite answers ${name} = ${answer} where ${value} is required`)
  }
  file.pragma(`busy_timeout = ${BUSY_WAIT_MS}`)
  return file
}

/** SQLite itself does not wait to change a file to WAL that another process is just making. */
function patiently(change: () => void): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (const until = Date.now() + OPENING_WAIT_MS; ; Atomics.wait(pause, 0, 0, RETRY_MS)) {
    try {
      change()
      return
    } catch (error) {
      if (!isBusy(error) || Date.now() >= until) throw error
    }
  }
}

/** Opens (or creates) the database file at `path`. Throws when it cannot be opened or keep its promises. */
export function openSqlite(path: string): OpenDatabase {
  const watch = watchCommits(path)
  const dialect = new RinbanSqliteDialect({ database: withPreparedStatements(openSqliteFile(path)) }, watch)
  return { kind: 'sqlite', db: new Kysely({ dialect }), changeMark: watch.changeMark }
}

/** How long SQLite's answer is believed while this process itself asks nothing of the database. */
const BELIEVED_MS = 10

/** SQLite tells a connection of the commits of all others, so this one, opened when it is first asked, does nothing else. */
function watchCommits(path: string): Watch & { changeMark: ChangeMark } {
  let file: Sqlite.Database | undefined
  let dataVersion: Sqlite.Statement<[], number> | undefined
  let [mark, askedAt] = [Number.NaN, Number.NEGATIVE_INFINITY]
  const ask = (): number => {
    file ??= new Sqlite(path, { readonly: true, timeout: BUSY_WAIT_MS })
    dataVersion ??= file.prepare<[], number>('pragma data_version').pluck()
    try {
      return dataVersion.get() ?? Number.NaN
    } catch (error) {
      // It cannot tell just now, and NaN is the same as nothing.
      if (isBusy(error)) return Number.NaN
      throw error
    }
  }
  return {
    changeMark() {
      const now = performance.now()
      if (now >= askedAt + BELIEVED_MS) [mark, askedAt] = [ask(), now]
      return mark
    },
    onQuery() {
      askedAt = Number.NEGATIVE_INFINITY
    },
    onClose: () => file?.close(),
  }
}

/** bigint arrives as text by default; our instants and counts stay far below 2^53. */
const INT8_OID = 20
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/**
 * Opens a pool on a PostgreSQL database; nothing is connected until the first query.
 * `onLost` hears of idle connections that the server closed (the pool replaces them).
 */
export function openPostgres(url: string, onLost: (error: Error) => void): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: 10,
    connectionTimeoutMillis: OPENING_WAIT_MS,
  })
  pool.on('error', onLost)
  let commits = 0
  const dialect = new RinbanPostgresDialect({ pool }, () => {
    commits++
  })
  return {
    kind: 'postgres',
    db: new PersistentKysely({ dialect }),
    // Neither ever goes down, so their sum is the same only while both are.
    changeMark: () => Math.floor(performance.now() / 1_000) + commits,
  }
}
