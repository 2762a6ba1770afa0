import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../server/app.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { readConfig } from '../../server/config.ts'
import type { Context } from '../../server/context.ts'
import { BoardWatch } from '../../server/coverage/board/board-watch.service.ts'
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
 * program as `server/main.ts` puts it together, `counted` the same with its queries counted. It is told by messages to
 * publish, and to say how long its main thread was held and what it has used.
 */

/**
 * From one tick of a timer to the next, which is a millisecond without any work: on the clock, where neighbours on the
 * machine count too, and the work of this thread alone. From the first question on: the timer has a price of its own.
 */
class Ticks {
  #clock: number[] = []
  #own: number[] = []
  #timer: NodeJS.Timeout | undefined

  held() {
    const clock = this.#clock.sort((a, b) => a - b)
    const own = this.#own.sort((a, b) => a - b)
    const held = {
      p99: clock[Math.floor(clock.length * 0.99)] ?? 0,
      max: clock.at(-1) ?? 0,
      own: own.at(-1) ?? 0,
    }
    ;[this.#clock, this.#own] = [[], []]
    this.#timer ??= this.#begin()
    return held
  }

  #begin() {
    let [at, work] = [performance.now(), process.threadCpuUsage()]
    return setInterval(() => {
      const { user, system } = process.threadCpuUsage(work)
      this.#clock.push(performance.now() - at)
      this.#own.push((user + system) / 1_000)
      ;[at, work] = [performance.now(), process.threadCpuUsage()]
    }, 1)
  }
}

type Question = { ask: string; schemeId: string; year: number; revision: number }

const say = (message: object) => process.send?.(message)

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
  const { DATA_DIR, DATABASE_URL, TRUSTED_PROXIES } = process.env
  const read = readConfig({ DATA_DIR, DATABASE_URL, TRUSTED_PROXIES })
  if (!read.ok) throw new Error(read.errors.join('\n'))
  const { config } = read
  const opened = await openData(config, error => {
    throw error
  })
  const { changeMark } = opened
  let queries = 0
  const db =
    process.argv[2] === 'counted'
      ? opened.db.withPlugin({
          transformQuery({ node }) {
            queries++
            return node
          },
          transformResult: async ({ result }) => result,
        })
      : opened.db
  const loaded = await loadKeyring({ db, clock: systemClock, config }, randomBytes)
  if (!loaded.ok) throw new Error(loaded.detail)
  const context: Context = { db, clock: systemClock, config, keyring: loaded.keyring }
  const feeds = new FeedDesk(context, changeMark)
  feeds.follow(console.error)
  const app = createApp(
    {
      ...context,
      feeds,
      boards: new BoardWatch(context, changeMark, console.error),
      optimiser: new Optimiser(),
      searches: new Searches(console.error),
    },
    config.dataDir,
    console.error,
  )
  const listener = await listen({ host: '127.0.0.1', port: 0 })
  listener.answerWith(app.fetch, feedListener(feeds, config, console.error))
  const ticks = new Ticks()
  process.on('message', async ({ ask, schemeId, year, revision }: Question) => {
    if (ask === 'publish') say({ published: await publishRoster(context, PROGRAM, schemeId, year, revision) })
    else if (ask === 'cpu') sayCpu()
    else if (ask === 'held') say({ held: ticks.held() })
    else {
      gc?.()
      const { heapUsed, rss } = process.memoryUsage()
      say({ use: { heap: heapUsed / 1e6, rss: rss / 1e6, queries } })
    }
  })
  say({ port: listener.port })
}
process.on('disconnect', () => process.exit(0))
