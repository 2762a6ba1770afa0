import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createApp } from '../../server/app.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { readConfig } from '../../server/config.ts'
import type { Context } from '../../server/context.ts'
import { FeedDesk } from '../../server/feeds/feed-desk.service.ts'
import { feedListener } from '../../server/http/feed-listener.ts'
import { listen } from '../../server/http/listener.ts'
import { openData } from '../../server/open-data.ts'
import { Optimiser } from '../../server/roster/optimiser/optimiser.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { Searches } from '../../server/roster/runs/searches.ts'
import { loadKeyring } from '../../server/secrets/keyring.service.ts'
import { systemClock } from '../../server/time/clock.ts'

/**
 * What the calendars' bench measures, as a process of its own: `bare` answers 304 and nothing else, `rinban` is the
 * program as `server/main.ts` puts it together. It is told by messages to publish, and to say how long its main thread
 * was held.
 */

type Question = { ask: string; schemeId: string; year: number; revision: number }

const say = (message: object) => process.send?.(message)

/** Microseconds of processor time so far: what neighbours on the machine do not change. */
const sayCpu = () => {
  const { user, system } = process.cpuUsage()
  say({ cpu: user + system })
}

if (process.argv[2] === 'bare') {
  const server = createServer((_, outgoing) => {
    outgoing.writeHead(304, { ETag: '"0123456789"' })
    outgoing.end()
  })
  server.listen(0, '127.0.0.1', () => say({ port: (server.address() as AddressInfo).port }))
  process.on('message', sayCpu)
} else {
  const read = readConfig({ DATA_DIR: process.env.DATA_DIR, DATABASE_URL: process.env.DATABASE_URL })
  if (!read.ok) throw new Error(read.errors.join('\n'))
  const { config } = read
  const { db, changeMark } = await openData(config, error => {
    throw error
  })
  const loaded = await loadKeyring({ db, clock: systemClock, config }, randomBytes)
  if (!loaded.ok) throw new Error(loaded.detail)
  const context: Context = { db, clock: systemClock, config, keyring: loaded.keyring }
  const feeds = new FeedDesk(context, changeMark)
  feeds.follow(console.error)
  const app = createApp(
    { ...context, feeds, optimiser: new Optimiser(), searches: new Searches(console.error) },
    config.dataDir,
    console.error,
  )
  const listener = await listen({ host: '127.0.0.1', port: 0 })
  listener.answerWith(app.fetch, feedListener(feeds, config, console.error))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  process.on('message', async ({ ask, schemeId, year, revision }: Question) => {
    if (ask === 'publish') say({ published: await publishRoster(context, PROGRAM, schemeId, year, revision) })
    else if (ask === 'cpu') sayCpu()
    else {
      // The histogram counts from one tick of its timer to the next, which is a millisecond without any work.
      say({ held: { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 } })
      delay.reset()
      // From the first question on: its timer has a price of its own.
      delay.enable()
    }
  })
  say({ port: listener.port })
}
process.on('disconnect', () => process.exit(0))
