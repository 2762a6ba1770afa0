import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server on which tests may create databases; null: none here, such tests are skipped. */
    postgres: string | null
    /** The database there with the invented districts that others are copied from; of this run alone. */
    originalDatabase: string
  }
}

/** Test files run side by side, and each keeps its databases open until it ends. */
const CONNECTIONS = 400
const DEBIAN = '/usr/lib/postgresql'
const HOW =
  'install it (Debian: apt-get install postgresql) or set TEST_DATABASE_URL=postgres://user@host/postgres'

/** Gives the tests a PostgreSQL server: the one of TEST_DATABASE_URL, or a throw-away one on a free port. */
export default async function setup(project: TestProject): Promise<() => void | Promise<void>> {
  const original = `rinban_original_${randomUUID().replaceAll('-', '')}`
  project.provide('originalDatabase', original)
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    project.provide('postgres', given)
    return () => drop(original, given)
  }
  const bin = findBinaries()
  if (!bin) {
    if (process.env.TEST_REQUIRE === 'all') throw new Error(`PostgreSQL is required here: ${HOW}`)
    process.stdout.write(`\nSKIPPED: the tests on PostgreSQL. To run them, ${HOW}.\n`)
    project.provide('postgres', null)
    return () => {}
  }
  const server = await startThrowAway(bin)
  project.provide('postgres', server.url)
  return server.stop
}

async function drop(database: string, server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`drop database if exists ${database}`).finally(() => client.end())
}

function findBinaries(): string | null {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort().reverse() : []
  const folders = [
    ...debian.map(version => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ]
  return folders.find(folder => existsSync(join(folder, 'initdb'))) ?? null
}

async function startThrowAway(bin: string): Promise<{ url: string; stop: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'rinban-postgres-'))
  const data = join(folder, 'data')
  const port = await freePort()
  // PostgreSQL refuses to run as root: there, Debian's own account of that name runs it.
  const asRoot = process.getuid?.() === 0
  if (asRoot) execFileSync('chown', ['postgres', folder])
  const run = (command: string, ...args: string[]) =>
    execFileSync(
      asRoot ? 'setpriv' : join(bin, command),
      [
        ...(asRoot ? ['--reuid=postgres', '--regid=postgres', '--clear-groups', join(bin, command)] : []),
        ...args,
      ],
      { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    )
  run(
    'initdb',
    '--pgdata',
    data,
    '--auth=trust',
    '--username=rinban',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  )
  const options = `-c port=${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c max_connections=${CONNECTIONS}`
  run('pg_ctl', 'start', '--wait', '--pgdata', data, '--log', join(folder, 'log'), '--options', options)
  return {
    url: `postgres://rinban@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', 'stop', '--pgdata', data, '--mode', 'immediate')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(address)))
    })
  })
