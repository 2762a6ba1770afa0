import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterAll } from 'vitest'

/** One statement on a connection of its own. */
async function query<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

/** Makes empty databases on `server`, which are gone when the tests of this block are over. */
export function databasesOn(server: string): { create(): Promise<string> } {
  const names: string[] = []
  afterAll(async () => {
    for (const name of names) await query(server, `drop database ${name} with (force)`)
  })
  return {
    async create() {
      const name = `rinban_${randomUUID().replaceAll('-', '')}`
      await query(server, `create database ${name}`)
      names.push(name)
      const url = new URL(server)
      url.pathname = `/${name}`
      return url.href
    },
  }
}

/** Waits until the database has finished whatever a killed client had asked of it. */
export async function isQuiet(url: string): Promise<void> {
  const busy = `select pid from pg_stat_activity
    where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`
  while ((await query(url, busy)).length > 0) await setTimeout(5)
}
