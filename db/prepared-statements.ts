import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** More than the program's usual queries; lists of ids make one for each length. */
const MOST = 500

/** What is put in by the portion is seldom put in again with as many rows. */
const LONGEST = 10_000

/** These change what a prepared statement means. */
const CHANGES_THE_SCHEMA = /^\s*(?:create|alter|drop)\b/i

/** The connection with its statements kept prepared: preparing takes SQLite longer than most of our queries do. */
export function withPreparedStatements(connection: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => connection.close(),
    prepare(sql) {
      const known = kept.get(sql)
      if (known) return known
      if (CHANGES_THE_SCHEMA.test(sql)) kept.clear()
      const statement = connection.prepare(sql)
      if (sql.length > LONGEST) return statement
      for (const oldest of kept.keys()) {
        if (kept.size < MOST) break
        kept.delete(oldest)
      }
      kept.set(sql, statement)
      return statement
    },
  }
}
