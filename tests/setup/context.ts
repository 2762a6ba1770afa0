import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenDatabase } from '../../db/open.ts'
import { createApp } from '../../server/app.ts'
import type { Config } from '../../server/config.ts'
import type { Context, ServerContext } from '../../server/context.ts'
import { BoardWatch } from '../../server/coverage/board/board-watch.service.ts'
import { FeedDesk } from '../../server/feeds/feed-desk.service.ts'
import { Optimiser } from '../../server/roster/optimiser/optimiser.ts'
import { Searches } from '../../server/roster/runs/searches.ts'
import { keyringOf } from '../../server/secrets/keyring.ts'
import { masterKeyOf, newDataKey, newSecret } from '../../server/secrets/master-key.ts'
import { instantOf } from '../../server/time/tokyo.ts'

/** A quiet morning in the middle of fiscal 2026. */
export const MORNING = instantOf('2026-06-01', '09:00')

export const ORIGIN = 'https://rinban.test'

const MASTER = masterKeyOf(newSecret(randomBytes), randomBytes)
const KEYS = (['installation', 'blindIndex', 'association/minato', 'association/ward-kita'] as const).map(
  scope => MASTER.wrap(newDataKey(scope, randomBytes)),
)

/** A keyring for the installation and the invented districts; every one of a test file has the same keys. */
const aKeyring = () => keyringOf(MASTER, KEYS, randomBytes)

/** A context on an open database; the clock stands at `now` until a test moves it. */
export function aContext(open: OpenDatabase, given: { now?: number; config?: Partial<Config> } = {}) {
  const time = { now: given.now ?? MORNING }
  const config: Config = {
    host: '127.0.0.1',
    port: 8080,
    dataDir: mkdtempSync(join(tmpdir(), 'rinban-data-')),
    databaseUrl: null,
    baseUrl: ORIGIN,
    trustedProxies: 0,
    demo: true,
    masterKey: null,
    masterKeyFile: null,
    ...given.config,
  }
  const own: Context = { db: open.db, clock: () => time.now, config, keyring: aKeyring() }
  const context: ServerContext = {
    ...own,
    feeds: new FeedDesk(own, open.changeMark),
    boards: new BoardWatch(own, open.changeMark, line => {
      throw new Error(line)
    }),
    optimiser: new Optimiser(),
    searches: new Searches(line => {
      throw new Error(line)
    }),
  }
  return { context, time }
}

/** The whole program over a context. `reports` collects what would be written of bugs: it should stay empty. */
export function anApp(context: Context) {
  const folder = mkdtempSync(join(tmpdir(), 'rinban-page-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>')
  const reports: string[] = []
  const app = createApp(
    {
      optimiser: new Optimiser(),
      searches: new Searches(line => reports.push(line)),
      feeds: new FeedDesk(context, () => Number.NaN),
      boards: new BoardWatch(
        context,
        () => Number.NaN,
        line => reports.push(line),
      ),
      ...context,
    },
    folder,
    line => reports.push(line),
  )
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ORIGIN, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { app, post, reports }
}

/** The JSON of an answer, which the test knows to be a `Body`. */
export const bodyOf = async <Body>(response: Response | Promise<Response>): Promise<Body> =>
  (await (await response).json()) as Body
