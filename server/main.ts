import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDemo } from '../db/seeds/ensure-demo.ts'
import { createApp } from './app.ts'
import { followAuditHead } from './audit/audit-head.service.ts'
import { CannotStart, isExpected, reasonOf } from './cannot-start.ts'
import { readConfig } from './config.ts'
import type { Context, ServerContext } from './context.ts'
import { BoardWatch } from './coverage/board/board-watch.service.ts'
import { FeedDesk } from './feeds/feed-desk.service.ts'
import { feedListener } from './http/feed-listener.ts'
import { listen } from './http/listener.ts'
import { openData, prepareDataDir } from './open-data.ts'
import { Optimiser } from './roster/optimiser/optimiser.ts'
import { Searches } from './roster/runs/searches.ts'
import { loadKeyring } from './secrets/keyring.service.ts'
import { systemClock } from './time/clock.ts'

const PAGE = new URL('../web/dist', import.meta.url).pathname

/** How long requests under way may take to end when the server is told to stop. */
const GRACE_MS = 1_000

const say = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`rinban: ${line}\n`)

/** Leaves at once until there is something to close: every step of the start is all or nothing. */
let stop = (): void => process.exit(0)

async function start(): Promise<void> {
  const read = readConfig(process.env)
  if (!read.ok) throw new CannotStart(read.errors.join('\nrinban: '))
  const { host } = read.config
  if (!existsSync(join(PAGE, 'index.html')))
    throw new CannotStart('the page is not built: run npm start, or npm run build first')
  // The port comes before anything is touched on disk, so that a second start on it changes nothing.
  const listener = await listen(read.config).catch((error: unknown) => {
    throw new CannotStart(`HOST, PORT: cannot listen on ${host} (${reasonOf(error)})`)
  })
  const { port } = listener
  const baseUrl =
    read.config.port === port ? read.config.baseUrl : read.config.baseUrl.replace(/:0$/, `:${port}`)
  const config = { ...read.config, port, baseUrl }

  prepareDataDir(config)
  const { db, kind, changeMark } = await openData(config, error =>
    complain(`database connection lost: ${error.message}`),
  )
  const loaded = await loadKeyring({ db, clock: systemClock, config }, randomBytes)
  if (!loaded.ok) throw new CannotStart(loaded.detail)
  const own: Context = { db, clock: systemClock, config, keyring: loaded.keyring }
  const feeds = new FeedDesk(own, changeMark)
  const boards = new BoardWatch(own, changeMark, complain)
  const context: ServerContext = {
    ...own,
    feeds,
    boards,
    optimiser: new Optimiser(),
    searches: new Searches(complain),
  }
  if ((await followAuditHead(context)) !== 'followed')
    complain(
      'the audit chain is not the one audit-head.json saw, or that file is missing: npm run audit:verify',
    )
  const demo = config.demo ? await ensureDemo(context) : []
  await followAuditHead(context)
  const endFeeds = feeds.follow(complain)
  listener.answerWith(createApp(context, PAGE, complain).fetch, feedListener(feeds, config, complain))
  stop = () => {
    const leave = () => process.exit(0)
    // A transaction that is still open then is rolled back by the database.
    setTimeout(leave, GRACE_MS)
    boards.close()
    // Searches under way keep the best they have found.
    void Promise.all([listener.close(), context.searches.end()])
      // A last request may have begun one more.
      .then(() => context.searches.end())
      .then(() => context.optimiser.close())
      .then(endFeeds)
      .then(() => db.destroy())
      .then(leave)
  }
  for (const line of [`Rinban listening on ${config.baseUrl} (${kind})`, ...demo]) say(line)
}

// Whatever is written, the database file first of all, is for its owner alone.
process.umask(0o077)

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop())

start().catch((error: unknown) => {
  complain(isExpected(error) ? error.message : ((error as Error).stack ?? String(error)))
  process.exit(isExpected(error) ? 2 : 1)
})
