import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenDatabase, openPostgres, openSqlite } from '../../db/open.ts'
import { reasonOf } from '../../server/cannot-start.ts'
import { type Config, readConfig } from '../../server/config.ts'

/** One line for the person at the terminal: the command could not do its work, and nothing was changed. */
export class CannotRun extends Error {}

/** Runs a command; its exit code is what `work` returns, and 2 with one line for anything that stopped it. */
export async function runCommand(name: string, work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work()
  } catch (error) {
    console.error(`${name}: ${reasonOf(error)}`)
    process.exitCode = 2
  }
}

/** Gives `work` the configured database, which must be there already; it is neither made nor migrated. */
export async function withDatabase<Result>(
  work: (open: OpenDatabase, config: Config) => Promise<Result>,
): Promise<Result> {
  const read = readConfig(process.env)
  if (!read.ok) throw new CannotRun(read.errors.join('; '))
  const open = openExisting(read.config)
  try {
    return await work(open, read.config)
  } finally {
    await open.db.destroy()
  }
}

function openExisting({ databaseUrl, dataDir }: Config): OpenDatabase {
  if (databaseUrl) return openPostgres(databaseUrl, () => {})
  const path = join(dataDir, 'rinban.sqlite')
  if (!existsSync(path)) throw new CannotRun(`DATA_DIR: there is no database ${path}`)
  return openSqlite(path)
}
