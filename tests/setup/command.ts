import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { inject } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'

/** The file of an open SQLite database. */
export async function fileOf({ db }: OpenDatabase): Promise<string> {
  const { rows } = await sql<{
    file: string
  }>`select file from pragma_database_list where name = 'main'`.execute(db)
  return rows[0]?.file ?? ''
}

/** The environment by which a command finds the database; SQLite's file has a data folder of its own. */
export async function environmentOf(open: OpenDatabase, dataDir: string): Promise<Record<string, string>> {
  if (open.kind === 'sqlite') return { DATA_DIR: dirname(await fileOf(open)) }
  const url = new URL(inject('postgres') ?? '')
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(open.db)
  url.pathname = rows[0]?.name ?? ''
  return { DATA_DIR: dataDir, DATABASE_URL: url.href }
}

/** Runs a script of the repository to its end, with nothing in its environment but `env`. */
export const runScript = (path: string, args: readonly string[], env: Record<string, string>) =>
  new Promise<{ status: number; stdout: string; stderr: string }>(resolve => {
    const script = new URL(`../../${path}`, import.meta.url).pathname
    const child = execFile(process.execPath, [script, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    )
  })
