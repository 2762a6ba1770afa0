import { setTimeout } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely'

const LOCK_WAIT_MS = 10_000
const RETRY_MS = 10

/** True when another process holds the file; the code may say more, such as `SQLITE_BUSY_RECOVERY`. */
export const isBusy = (error: unknown): boolean =>
  String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')

/** Hears of each query when it is over, and before the connection closes: the last to close tidies the file up. */
export type Watch = { onQuery: () => void; onClose: () => void }

/** Waits for another process that holds the file, asynchronously: SQLite's own wait would hold up the event loop. */
class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection
  readonly #watch: Watch

  constructor(inner: DatabaseConnection, watch: Watch) {
    this.#inner = inner
    this.#watch = watch
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    for (const until = Date.now() + LOCK_WAIT_MS; ; await setTimeout(RETRY_MS)) {
      try {
        return await this.#inner.executeQuery<Row>(query)
      } catch (error) {
        if (!isBusy(error) || Date.now() >= until) throw error
      } finally {
        this.#watch.onQuery()
      }
    }
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.#inner.streamQuery(query, chunkSize)
  }
}

/** Takes the write lock at BEGIN: two processes queue up instead of one failing when it first writes. */
class ImmediateDriver extends SqliteDriver {
  readonly #watch: Watch

  constructor(config: SqliteDialectConfig, watch: Watch) {
    super(config)
    this.#watch = watch
  }

  override async destroy(): Promise<void> {
    this.#watch.onClose()
    await super.destroy()
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new PatientConnection(await super.acquireConnection(), this.#watch)
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** SQLite does run DDL in transactions: a start that is killed leaves all migrations or none. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

export class RinbanSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  readonly #watch: Watch

  constructor(config: SqliteDialectConfig, watch: Watch) {
    super(config)
    this.#config = config
    this.#watch = watch
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config, this.#watch)
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}
