import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { migrate } from '../db/migrate.ts'
import { type OpenDatabase, openPostgres, openSqlite } from '../db/open.ts'
import { ensureDemo } from '../db/seeds/ensure-demo.ts'
import { createApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import type { Context } from './context.ts'
import { systemClock } from './time/clock.ts'

const PAGE = new URL('../web/dist', import.meta.url).pathname

const say = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`rinban: ${line}\n`)

/** Ends the start with one line that says what to do; nothing else has been left half-done. */
class CannotStart extends Error {}

function prepareDataDir(config: Config): void {
  const probe = join(config.dataDir, '.writable')
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    throw new CannotStart(`DATA_DIR: cannot write in ${config.dataDir} (${codeOf(error)})`)
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message

async function openDatabase(config: Config): Promise<OpenDatabase> {
  const where = config.databaseUrl ? 'DATABASE_URL' : join(config.dataDir, 'rinban.sqlite')
  try {
    const open = config.databaseUrl
      ? openPostgres(config.databaseUrl, error => complain(`database connection lost: ${error.message}`))
      : openSqlite(where)
    const migrated = await migrate(open)
    if (migrated.ok) return open
    throw new CannotStart(
      `the database is newer than this program (it knows ${migrated.migration}): start the newer program`,
    )
  } catch (error) {
    if (error instanceof CannotStart) throw error
    throw new CannotStart(`${where}: cannot open the database (${codeOf(error)})`)
  }
}

/** Takes the port before anything is touched on disk, so that a second start on it changes nothing. */
async function listen({ host, port }: Config, server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', error =>
      reject(new CannotStart(`HOST, PORT: cannot listen on ${host}:${port} (${codeOf(error)})`)),
    )
    server.listen(port, host, resolve)
  })
  return (server.address() as AddressInfo).port
}

async function start(): Promise<void> {
  const read = readConfig(process.env)
  if (!read.ok) throw new CannotStart(read.errors.join('\nrinban: '))
  if (!existsSync(PAGE)) throw new CannotStart('the page is not built: run npm start, or npm run build first')
  let answer = (_request: Request): Response | Promise<Response> =>
    new Response(null, { status: 503, headers: { 'Retry-After': '1' } })
  const server = createAdaptorServer({ fetch: request => answer(request) }) as Server
  const port = await listen(read.config, server)
  const baseUrl =
    read.config.port === port ? read.config.baseUrl : read.config.baseUrl.replace(/:0$/, `:${port}`)
  const config = { ...read.config, port, baseUrl }

  prepareDataDir(config)
  const { db, kind } = await openDatabase(config)
  const context: Context = { db, clock: systemClock, config }
  const demo = config.demo ? await ensureDemo(context) : []
  answer = createApp(context, PAGE, complain).fetch
  for (const line of [`Rinban listening on ${config.baseUrl} (${kind})`, ...demo]) say(line)

  const stop = () => {
    server.close(() => void db.destroy().then(() => process.exit(0)))
    server.closeIdleConnections()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

start().catch((error: unknown) => {
  complain(error instanceof CannotStart ? error.message : ((error as Error).stack ?? String(error)))
  process.exit(error instanceof CannotStart ? 2 : 1)
})
