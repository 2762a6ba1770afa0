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
import { startServer } from './feed-process.ts'
import { header, Load, requestOf } from './load.ts'
import { changeEveryRota, DUTIES_OF_A_SCHEME, fillPrefecture, subscribeAll } from './prefecture.ts'
import { askUnknown } from './unknown-tokens.ts'

/**
 * How fast calendars are answered, on a database of its own with 18,000 of them (PostgreSQL where DATABASE_URL names an
 * empty one). Servers are processes of their own; the load comes from this one, so two cores are in use. Writes lines of
 * JSON. Arguments: which parts to run (`unchanged cold steady anew unknown`; all of them without), `seconds=60` of the
 * steady load, and `guesses=1000000`.
 */

const parts = new Set(process.argv.slice(2).filter(word => !word.includes('=')))
const wanted = (part: string) => parts.size === 0 || parts.has(part)
const numberOf = (name: string, usual: number) =>
  Number(process.argv.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? usual)
const seconds = numberOf('seconds', 60)

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
const roundAll = (figures: Record<string, number>) =>
  Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, round(figure)]))
const quantile = (values: readonly number[], share: number) => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}
const tell = (bench: string, figures: object) =>
  console.log(JSON.stringify({ bench, database: kind, load: round(loadavg()[0] ?? 0), ...figures }))

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
  const [bare, rinban] = [await startServer(dataDir, 'bare'), await startServer(dataDir, 'rinban')]
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
  const server = await startServer(dataDir, 'rinban')
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
    mainThreadHeldMs: roundAll(await server.held()),
  })
  load.end()
  server.end()
}

/** (d) All 18,000 calendars anew after every rota has changed, as fast as the server makes them. */
async function anew(): Promise<void> {
  const server = await startServer(dataDir, 'rinban')
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
    mainThreadHeldMs: roundAll(held),
  })
  load.end()
  server.end()
}

/** (e) A million tokens that nobody has, from a thousand addresses. */
async function unknown(): Promise<void> {
  const tokens = feeds.slice(0, 400).map(({ token }) => token)
  const { known, ...figures } = await askUnknown(dataDir, tokens, numberOf('guesses', 1_000_000))
  tell('feeds/unknown', {
    ...figures,
    seconds: round(figures.seconds),
    cpuMicroseconds: round(figures.cpuMicroseconds),
    heapMb: figures.heapMb.map(Math.round),
    rssMb: figures.rssMb.map(Math.round),
    known: {
      statuses: known.statuses,
      p50: round(quantile(known.times, 0.5)),
      p99: round(quantile(known.times, 0.99)),
      max: round(quantile(known.times, 1)),
    },
  })
}

try {
  if (wanted('unchanged')) await unchanged()
  if (wanted('cold')) await cold()
  if (wanted('steady')) await steady()
  if (wanted('anew')) await anew()
  if (wanted('unknown')) await unknown()
} finally {
  await db.destroy()
  rmSync(dataDir, { recursive: true, force: true })
}
