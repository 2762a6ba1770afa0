import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get, type IncomingMessage } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { seedDemo } from '../../db/seeds/seed-demo.ts'
import { readConfig } from '../../server/config.ts'
import { associationShownChanged } from '../../server/directory/shown-revision.service.ts'
import { openData } from '../../server/open-data.ts'
import { loadKeyring } from '../../server/secrets/keyring.service.ts'
import { hashOfToken, newToken } from '../../server/secrets/token.ts'
import { systemClock } from '../../server/time/clock.ts'

/**
 * How soon a change reaches every board, what they cost, and what they leave behind, on a database of its own
 * (PostgreSQL where DATABASE_URL names an empty one). The server is a process of its own; changes are committed by this
 * one, as by another server. Writes lines of JSON. Arguments: `boards=500`, `rounds=10`.
 */

const given = (name: string, usual: number) =>
  Number(process.argv.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? usual)
const [BOARDS, ROUNDS] = [given('boards', 500), given('rounds', 10)]
const BOARD = '/api/associations/minato/board'

const dataDir = mkdtempSync(join(tmpdir(), 'rinban-bench-'))
writeFileSync(join(dataDir, 'index.html'), '')
const read = readConfig({ DATA_DIR: dataDir, DATABASE_URL: process.env.DATABASE_URL })
if (!read.ok) throw new Error(read.errors.join('\n'))
const { db, kind } = await openData(read.config, error => {
  throw error
})
await loadKeyring({ db, clock: systemClock, config: read.config }, randomBytes)
await seedDemo(db, systemClock)

const round = (value: number, digits = 1) => Number(value.toFixed(digits))
const quantile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN
const tell = (bench: string, figures: object) =>
  console.log(JSON.stringify({ bench, database: kind, load: round(loadavg()[0] ?? 0), ...figures }))

/** A link in every room with a hundred boards. */
const cookies: string[] = []
for (let made = 0; made * 100 < BOARDS; made++) {
  const token = newToken()
  await db
    .insertInto('board_link')
    .values({
      id: `bench-${made}`,
      association_id: 'minato',
      name: `${made}`,
      token_hash: hashOfToken(token),
      created_at: systemClock(),
      created_by: null,
      revoked_at: null,
      last_read_at: null,
    })
    .execute()
  cookies.push(`__Host-rinban-board=${token}`)
}

type Said = { port: number; listeners: number; rss: number; held: number }
const server = fork(new URL('board-server.ts', import.meta.url), {
  env: { ...process.env, DATA_DIR: dataDir },
  execArgv: ['--expose-gc'],
})
const hear = async (): Promise<Said> => (await once(server, 'message'))[0] as Said
const ask = () => {
  const said = hear()
  server.send('?')
  return said
}
const { port } = await hear()
const agent = new Agent({ keepAlive: false, maxSockets: 50 })

/** A board: its stream, and the body of each reading after a change. */
class Client {
  heardAt = 0
  #stream: IncomingMessage | null = null

  async listen(cookie: string): Promise<void> {
    const request = get({ port, path: `${BOARD}/events`, headers: { cookie } })
    request.on('error', () => {})
    const [stream] = (await once(request, 'response')) as [IncomingMessage]
    if (stream.statusCode !== 200) throw new Error(`answered ${stream.statusCode}`)
    stream.on('error', () => {})
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('event: changed')) this.heardAt = performance.now()
    })
    this.#stream = stream
  }

  leave(): void {
    this.#stream?.destroy()
  }
}

async function readBoard(): Promise<void> {
  const [answer] = (await once(get({ port, path: BOARD, agent }), 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
}

const change = () => db.transaction().execute(trx => associationShownChanged(trx, 'minato'))
const until = async (holds: () => boolean | Promise<boolean>) => {
  for (let waited = 0; !(await holds()); waited += 5) {
    if (waited > 10_000) throw new Error('it did not come')
    await setTimeout(5)
  }
}

// What the program takes for itself once it has work to do.
for (let n = 0; n < 20; n++) await Promise.all(Array.from({ length: 100 }, readBoard))
await setTimeout(1_000)
const before = await ask()
const clients = Array.from({ length: BOARDS }, () => new Client())
for (const [n, client] of clients.entries()) await client.listen(cookies[Math.floor(n / 100)] ?? '')
await setTimeout(1_000)
const open = await ask()

const [toAll, toRead]: [number[], number[]] = [[], []]
for (let n = 0; n < ROUNDS; n++) {
  await setTimeout(300 + 137 * n)
  const began = performance.now()
  await change()
  await until(() => clients.every(({ heardAt }) => heardAt > began))
  toAll.push(Math.max(...clients.map(({ heardAt }) => heardAt)) - began)
  await Promise.all(clients.map(readBoard))
  toRead.push(performance.now() - began)
}
tell('board/change', {
  boards: BOARDS,
  rounds: ROUNDS,
  toAllMs: { median: round(quantile(toAll, 0.5)), max: round(Math.max(...toAll)) },
  readByAllMs: { median: round(quantile(toRead, 0.5)), max: round(Math.max(...toRead)) },
})

const busy = await ask()
for (const client of clients) client.leave()
await until(async () => (await ask()).listeners === 0)
agent.destroy()
await setTimeout(2_000)
const after = await ask()
const mb = (bytes: number) => round(bytes / 1_048_576)
tell('board/memory', {
  boards: open.listeners,
  rssGrowthMb: mb(open.rss - before.rss),
  heldGrowthMb: mb(open.held - before.held),
  afterRoundsMb: { rss: mb(busy.rss - before.rss), held: mb(busy.held - before.held) },
  listenersLeft: after.listeners,
  heldLeftMb: mb(after.held - before.held),
})

const alone: number[] = []
for (let n = 0; n < 200; n++) {
  await change()
  const began = performance.now()
  await readBoard()
  alone.push(performance.now() - began)
}
tell('board/read', {
  anewMs: { median: round(quantile(alone, 0.5), 2), p99: round(quantile(alone, 0.99), 2) },
})

server.disconnect()
await db.destroy()
rmSync(dataDir, { recursive: true, force: true })
