import { Kysely, type TransactionBuilder } from 'kysely'

/** What PostgreSQL says to a transaction that it ended because of others: deadlock_detected, serialization_failure. */
const ENDED_FOR_OTHERS = ['40P01', '40001']
const MOST_TRIES = 5

const wasEndedForOthers = (error: unknown): boolean =>
  ENDED_FOR_OTHERS.includes(String((error as { code?: unknown } | null)?.code))

/**
 * A transaction that waited for another which waited for it in turn was undone as a whole, and begins anew: the work of
 * a transaction is to change nothing outside the database. What goes on waiting in a circle reaches the caller.
 */
export class PersistentKysely<Schema> extends Kysely<Schema> {
  override transaction(): TransactionBuilder<Schema> {
    const builder = super.transaction()
    const once = builder.execute.bind(builder)
    builder.execute = async work => {
      for (let tries = 1; ; tries++) {
        try {
          return await once(work)
        } catch (error) {
          if (tries === MOST_TRIES || !wasEndedForOthers(error)) throw error
        }
      }
    }
    return builder
  }
}
