import { setTimeout } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
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

/**
 * Takes the write lock at BEGIN: two processes queue up instead of one failing when it first writes.
 * The wait is ours and asynchronous, because SQLite's own would hold up the event loop.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    for (const until = Date.now() + LOCK_WAIT_MS; ; await setTimeout(RETRY_MS)) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'))
        return
      } catch (error) {
        if (!isBusy(error) || Date.now() >= until) throw error
      }
    }
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

  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config)
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}
