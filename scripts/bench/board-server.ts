import { randomBytes } from 'node:crypto'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { BoardWatch } from '../../server/coverage/board/board-watch.service.ts'
import { FeedDesk } from '../../server/feeds/feed-desk.service.ts'
import { listen } from '../../server/http/listener.ts'
import { openData } from '../../server/open-data.ts'
import { Optimiser } from '../../server/roster/optimiser/optimiser.ts'
import { Searches } from '../../server/roster/runs/searches.ts'
import { loadKeyring } from '../../server/secrets/keyring.service.ts'
import { systemClock } from '../../server/time/clock.ts'

/**
 * The program as `server/main.ts` puts it together, as a process of its own that says, when asked, how many boards
 * listen and how much memory it holds.
 */

const read = readConfig({ DATA_DIR: process.env.DATA_DIR, DATABASE_URL: process.env.DATABASE_URL })
if (!read.ok) throw new Error(read.errors.join('\n'))
const { config } = read
const { db, changeMark } = await openData(config, error => {
  throw error
})
const loaded = await loadKeyring({ db, clock: systemClock, config }, randomBytes)
if (!loaded.ok) throw new Error(loaded.detail)
const own = { db, clock: systemClock, config, keyring: loaded.keyring }
const boards = new BoardWatch(own, changeMark, console.error)
const context = {
  ...own,
  boards,
  feeds: new FeedDesk(own, changeMark),
  optimiser: new Optimiser(),
  searches: new Searches(console.error),
}
const app = createApp(context, config.dataDir, console.error)
const listener = await listen({ host: '127.0.0.1', port: 0 })
listener.answerWith(app.fetch)
process.on('message', () => {
  globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send?.({ listeners: boards.listeners, rss, held: heapUsed + external })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ port: listener.port })
