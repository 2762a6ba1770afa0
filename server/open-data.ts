import { accessSync, constants, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '../db/migrate.ts'
import { type OpenDatabase, openPostgres, openSqlite } from '../db/open.ts'
import { CannotStart, reasonOf } from './cannot-start.ts'
import type { Config } from './config.ts'
import { isRunning } from './is-running.ts'

/** Makes the data folder for its owner alone, or makes sure that the one that is there can be written in. */
export function prepareDataDir({ dataDir }: Config): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK | constants.X_OK)
    for (const name of readdirSync(dataDir))
      if (isLeftover(name)) rmSync(join(dataDir, name), { force: true })
  } catch (error) {
    throw new CannotStart(`DATA_DIR: cannot write in ${dataDir} (${reasonOf(error)})`)
  }
}

/** True for a file that `writeDurably` began in a process that was killed: its name ends in that process's number. */
function isLeftover(name: string): boolean {
  const pid = Number(/^[\w-]+\.(?:json|key)\.(\d+)$/.exec(name)?.[1])
  return pid > 0 && (pid === process.pid || !isRunning(pid))
}

/**
 * Opens the configured database with its schema up to date. `onLost` hears of connections that a database
 * server closed. Throws `CannotStart` without a password in it: nothing of DATABASE_URL is repeated.
 */
export async function openData(config: Config, onLost: (error: Error) => void): Promise<OpenDatabase> {
  const where = config.databaseUrl ? 'DATABASE_URL' : join(config.dataDir, 'rinban.sqlite')
  try {
    const open = config.databaseUrl ? openPostgres(config.databaseUrl, onLost) : openSqlite(where)
    const migrated = await migrate(open)
    if (migrated.ok) return open
    throw new CannotStart(
      `${where}: made by a newer Rinban, which must be started instead (unknown here: ${migrated.migration})`,
    )
  } catch (error) {
    if (error instanceof CannotStart) throw error
    throw new CannotStart(`${where}: cannot open the database (${reasonOf(error)})`)
  }
}
