import { setTimeout } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely'

const BUSY = 'SQLITE_BUSY'
const LOCK_WAIT_MS = 10_000
const RETRY_MS = 10

/**
 * Takes the write lock at BEGIN: two processes queue up instead of one failing when it first writes.
 * The wait is ours and asynchronous, because SQLite's own would hold up the event loop.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const attempts = LOCK_WAIT_MS / RETRY_MS
    for (let attempt = 1; ; attempt++) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'))
        return
      } catch (error) {
        if ((error as { code?: unknown }).code !== BUSY || attempt >= attempts) throw error
        await setTimeout(RETRY_MS)
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
