import { newToken } from '../../server/secrets/token.ts'
import { startServer } from './feed-process.ts'
import { header, Load, requestOf } from './load.ts'

/** Somebody who guesses from many places; every known calendar is read from the first of them. */
const ADDRESSES = 1_000
const addressOf = (n: number) => `203.0.${(n >> 8) & 255}.${n & 255}`
const FIRST = addressOf(0)

/** How often, in ms, a known calendar is asked for meanwhile. */
const EVERY = 20

/**
 * `count` unknown tokens as fast as they are answered, while known calendars are read from one of the same addresses,
 * half of them for the first time since the start. Returns what was answered, looked up and kept.
 */
export async function askUnknown(dataDir: string, tokens: readonly string[], count: number) {
  const server = await startServer(dataDir, 'counted')
  const [guesses, readers] = [new Load(server.port, 32), new Load(server.port, 4)]
  const known: { token: string; etag?: string }[] = tokens.map(token => ({ token }))
  for (const one of known.slice(0, known.length / 2))
    one.etag = header(await readers.send(requestOf(one.token, undefined, FIRST)), 'ETag')
  const before = { ...(await server.use()), cpu: await server.cpu() }

  const statuses = { unknown: new Map<number, number>(), known: new Map<number, number>() }
  const tally = (of: keyof typeof statuses, status: number) =>
    statuses[of].set(status, (statuses[of].get(status) ?? 0) + 1)
  const times: number[] = []
  const reading: Promise<void>[] = []
  const read = async ({ token, etag }: (typeof known)[number], due: number) => {
    const { status } = await readers.send(requestOf(token, etag, FIRST))
    times.push(performance.now() - due)
    tally('known', status)
  }
  const timer = setInterval(() => {
    const one = known[reading.length % known.length]
    if (one) reading.push(read(one, performance.now()))
  }, EVERY)
  const start = performance.now()
  await guesses.times(
    count,
    n => requestOf(newToken(), undefined, addressOf(n % ADDRESSES)),
    ({ status }) => tally('unknown', status),
  )
  const took = (performance.now() - start) / 1_000
  clearInterval(timer)
  await Promise.all(reading)
  const after = { ...(await server.use()), cpu: await server.cpu() }
  for (const load of [guesses, readers]) load.end()
  server.end()
  return {
    seconds: took,
    unknown: Object.fromEntries(statuses.unknown),
    known: { statuses: Object.fromEntries(statuses.known), times },
    queries: after.queries - before.queries,
    cpuMicroseconds: (after.cpu - before.cpu) / count,
    heapMb: [before.heap, after.heap],
    rssMb: [before.rss, after.rss],
  }
}
