import { type DatabaseConnection, PostgresDialect, type PostgresDialectConfig, PostgresDriver } from 'kysely'

/** Tells of each transaction that this process has committed. */
class TellingDriver extends PostgresDriver {
  readonly #onCommit: () => void

  constructor(config: PostgresDialectConfig, onCommit: () => void) {
    super(config)
    this.#onCommit = onCommit
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    // A commit whose answer is lost may still have happened.
    await super.commitTransaction(connection).finally(this.#onCommit)
  }
}

export class RinbanPostgresDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig
  readonly #onCommit: () => void

  constructor(config: PostgresDialectConfig, onCommit: () => void) {
    super(config)
    this.#config = config
    this.#onCommit = onCommit
  }

  override createDriver(): PostgresDriver {
    return new TellingDriver(this.#config, this.#onCommit)
  }
}
