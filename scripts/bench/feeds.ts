import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { seedDemo } from '../../db/seeds/seed-demo.ts'
import { readConfig } from '../../server/config.ts'
import { FeedDesk } from '../../server/feeds/feed-desk.service.ts'
import { openData } from '../../server/open-data.ts'
import { loadKeyring } from '../../server/secrets/keyring.service.ts'
import { newToken } from '../../server/secrets/token.ts'
import { systemClock } from '../../server/time/clock.ts'
import { header, Load, requestOf } from './load.ts'
import { changeEveryRota, DUTIES_OF_A_SCHEME, fillPrefecture, subscribeAll } from './prefecture.ts'

/**
 * How fast calendars are answered, on a database of its own with 18,000 of them (PostgreSQL where DATABASE_URL names an
 * empty one). Servers are processes of their own; the load comes from this one, so two cores are in use. Writes lines of
 * JSON. Arguments: which parts to run (`unchanged cold steady anew`; all of them without), and `seconds=60`.
 */

const parts = new Set(process.argv.slice(2).filter(word => !word.includes('=')))
const wanted = (part: string) => parts.size === 0 || parts.has(part)
const seconds = Number(process.argv.find(word => word.startsWith('seconds='))?.slice(8) ?? 60)

const dataDir = mkdtempSync(join(tmpdir(), 'rinban-bench-'))
writeFileSync(join(dataDir, 'index.html'), '')
const read = readConfig({ DATA_DIR: dataDir, DATABASE_URL: process.env.DATABASE_URL })
if (!read.ok) throw new Error(read.errors.join('\n'))
const { config } = read
const { db, kind, changeMark } = await openData(config, error => {
  throw error
})
const loaded = await loadKeyring({ db, clock: systemClock, config }, randomBytes)
if (!loaded.ok) throw new Error(loaded.detail)
const context = { db, clock: systemClock, config, keyring: loaded.keyring }
await seedDemo(db, systemClock)
const feeds = await db.transaction().execute(trx => fillPrefecture(trx, systemClock()))

const round = (value: number, digits = 2) => Number(value.toFixed(digits))
const quantile = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}
const tell = (bench: string, figures: object) =>
  console.log(JSON.stringify({ bench, database: kind, load: round(loadavg()[0] ?? 0), ...figures }))

/** A message of a child that has `key`. */
const answerOf = <Value>(child: ChildProcess, key: string): Promise<Value> =>
  new Promise((resolve, reject) => {
    const died = (code: number | null) => reject(new Error(`the server ended with ${code}`))
    const hear = (message: Record<string, Value>) => {
      if (!(key in message)) return
      child.off('exit', died).off('message', hear)
      resolve(message[key] as Value)
    }
    child.on('exit', died).on('message', hear)
  })

async function startServer(which: 'bare' | 'rinban') {
  const child = fork(new URL('feed-server.ts', import.meta.url), [which], {
    env: { ...process.env, DATA_DIR: dataDir },
  })
  const port = await answerOf<number>(child, 'port')
  const ask = <Value>(question: object, key: string) => {
    const answer = answerOf<Value>(child, key)
    child.send(question)
    return answer
  }
  return {
    port,
    publish: (what: object) => ask<{ ok: boolean }>({ ask: 'publish', ...what }, 'published'),
    /** How long the main thread was held since the last time. */
    held: () => ask<{ p99: number; max: number }>({ ask: 'held' }, 'held'),
    cpu: () => ask<number>({ ask: 'cpu' }, 'cpu'),
    end: () => child.disconnect(),
  }
}

/** Each calendar's tag, after reading all of them once. */
async function readAll(
  load: Load,
  tokens: readonly string[],
  tags: readonly string[] = [],
): Promise<string[]> {
  const etags: string[] = []
  await load.each(
    tokens.map((token, index) => requestOf(token, tags[index])),
    (reply, index) => {
      if (reply.status !== 200) throw new Error(`answered ${reply.status}`)
      etags[index] = header(reply, 'ETag')
    },
  )
  return etags
}

/** (a) 304 by token, beside a server that does nothing but answer 304: in turn, medians. */
async function unchanged(): Promise<void> {
  const [bare, rinban] = [await startServer('bare'), await startServer('rinban')]
  const tokens = feeds.slice(0, 1_000).map(({ token }) => token)
  const loads = { bare: new Load(bare.port, 32), rinban: new Load(rinban.port, 32) }
  const etags = await readAll(loads.rinban, tokens)
  const requests = tokens.map((token, index) => requestOf(token, etags[index]))
  const requestAt = (n: number) => requests[n % requests.length] ?? Buffer.alloc(0)
  const servers = { bare, rinban }
  const rates = { bare: [] as number[], rinban: [] as number[] }
  const cpu = { bare: [] as number[], rinban: [] as number[] }
  for (let turn = 0; turn < 12; turn++)
    for (const which of turn % 2 === 0 ? (['bare', 'rinban'] as const) : (['rinban', 'bare'] as const)) {
      const before = await servers[which].cpu()
      const { sent, perSecond } = await loads[which].saturate(requestAt, 1_500, 304)
      // The first two turns are for the compiler.
      if (turn < 2) continue
      rates[which].push(perSecond)
      cpu[which].push(((await servers[which].cpu()) - before) / sent)
    }
  const ratios = rates.rinban.map((rate, turn) => rate / (rates.bare[turn] ?? 0))
  tell('feeds/unchanged', {
    tokens: tokens.length,
    barePerSecond: Math.round(quantile(rates.bare, 0.5)),
    rinbanPerSecond: Math.round(quantile(rates.rinban, 0.5)),
    ratio: round(quantile(ratios, 0.5), 3),
    worstTurn: round(Math.min(...ratios), 3),
    cpuMicroseconds: { bare: round(quantile(cpu.bare, 0.5)), rinban: round(quantile(cpu.rinban, 0.5)) },
    cpuRatio: round(quantile(cpu.bare, 0.5) / quantile(cpu.rinban, 0.5), 3),
  })
  for (const load of Object.values(loads)) load.end()
  for (const server of [bare, rinban]) server.end()
}

/** (b) A calendar of 80 events from nothing: look-up, duties, document, compression. */
async function cold(): Promise<void> {
  const times: number[] = []
  const cpu: number[] = []
  let bytes = 0
  for (const { token } of feeds.filter(({ audience }) => audience === 'scheme').slice(0, 300)) {
    const desk = new FeedDesk(context, changeMark)
    const before = process.cpuUsage()
    const start = performance.now()
    const { body } = await desk.answer({
      method: 'GET',
      file: `${token}.ics`,
      ifNoneMatch: undefined,
      ifModifiedSince: undefined,
      acceptEncoding: 'gzip',
      acceptLanguage: undefined,
      userAgent: undefined,
      address: () => null,
    })
    times.push(performance.now() - start)
    const { user, system } = process.cpuUsage(before)
    cpu.push((user + system) / 1_000)
    bytes = body?.length ?? 0
  }
  const warm = times.slice(50)
  tell('feeds/cold', {
    events: DUTIES_OF_A_SCHEME,
    gzipBytes: bytes,
    p50: round(quantile(warm, 0.5)),
    p95: round(quantile(warm, 0.95)),
    p99: round(quantile(warm, 0.99)),
    cpuP50: round(quantile(cpu.slice(50), 0.5)),
  })
}

const PER_SECOND = 1_000

/** (c) 5,000 calendars asked for 1,000 times a second, evenly, while the rota of some is published. */
async function steady(): Promise<void> {
  const minato = Array.from({ length: 300 }, (_, index) => ({
    audience: 'physician' as const,
    id: `minato-physician-${1 + (index % 14)}`,
    token: newToken(),
  }))
  await db.transaction().execute(trx => subscribeAll(trx, minato, systemClock()))
  const tokens = [...minato, ...feeds.slice(0, 4_700)].map(({ token }) => token)
  const server = await startServer('rinban')
  const load = new Load(server.port, 64)
  const etags = await readAll(load, tokens)
  const draft = await db
    .selectFrom('roster')
    .where('scheme_id', '=', 'minato-locum')
    .select(['fiscal_year', 'revision'])
    .orderBy('fiscal_year', 'desc')
    .executeTakeFirstOrThrow()
  await server.held()

  const times: number[] = []
  const statuses = new Map<number, number>()
  let errors = 0
  const total = seconds * PER_SECOND
  const start = performance.now()
  // From the moment a request was due, so that a server that stands still is not spared the requests of that time.
  const ask = async (number: number, due: number) => {
    const index = (number * 7) % tokens.length
    try {
      const reply = await load.send(requestOf(tokens[index] ?? '', etags[index]))
      times.push(performance.now() - due)
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1)
      if (reply.status === 200) etags[index] = header(reply, 'ETag')
      else if (reply.status !== 304) errors++
    } catch {
      errors++
    }
  }
  let sent = 0
  let publication: Promise<number> | null = null
  const underWay: Promise<void>[] = []
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1_000) * PER_SECOND))
    while (sent < due) underWay.push(ask(sent, start + (sent++ / PER_SECOND) * 1_000))
    if (!publication && sent > total / 2) {
      const from = performance.now()
      publication = server
        .publish({ schemeId: 'minato-locum', year: draft.fiscal_year, revision: draft.revision })
        .then(outcome => {
          if (!outcome.ok) throw new Error(`not published: ${JSON.stringify(outcome)}`)
          return performance.now() - from
        })
    }
    await setTimeout(1)
  }
  await Promise.all(underWay)
  tell('feeds/steady', {
    tokens: tokens.length,
    seconds,
    perSecond: Math.round(times.length / ((performance.now() - start) / 1_000)),
    p50: round(quantile(times, 0.5)),
    p99: round(quantile(times, 0.99)),
    max: round(quantile(times, 1)),
    errors,
    statuses: Object.fromEntries(statuses),
    publicationMs: Math.round((await publication) ?? Number.NaN),
    mainThreadHeldMs: round((await server.held()).max),
  })
  load.end()
  server.end()
}

/** (d) All 18,000 calendars anew after every rota has changed, as fast as the server makes them. */
async function anew(): Promise<void> {
  const server = await startServer('rinban')
  const load = new Load(server.port, 64)
  const tokens = feeds.map(({ token }) => token)
  const etags = await readAll(load, tokens)
  await db.transaction().execute(trx => changeEveryRota(trx, systemClock()))
  await server.held()
  const start = performance.now()
  await readAll(load, tokens, etags)
  const took = performance.now() - start
  const held = await server.held()
  tell('feeds/anew', {
    feeds: tokens.length,
    seconds: round(took / 1_000),
    msEach: round(took / tokens.length),
    mainThreadHeldMs: { p99: round(held.p99), max: round(held.max) },
  })
  load.end()
  server.end()
}

try {
  if (wanted('unchanged')) await unchanged()
  if (wanted('cold')) await cold()
  if (wanted('steady')) await steady()
  if (wanted('anew')) await anew()
} finally {
  await db.destroy()
  rmSync(dataDir, { recursive: true, force: true })
}
