import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { seedDemo } from '../../db/seeds/seed-demo.ts'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import type { Context } from '../../server/context.ts'
import { BoardWatch } from '../../server/coverage/board/board-watch.service.ts'
import { FeedDesk } from '../../server/feeds/feed-desk.service.ts'
import { addReadyAccount } from '../../server/identity/ready-account.service.ts'
import { newTotpSecret, totpCode } from '../../server/identity/totp.ts'
import { openData } from '../../server/open-data.ts'
import { Optimiser } from '../../server/roster/optimiser/optimiser.ts'
import { Searches } from '../../server/roster/runs/searches.ts'
import { loadKeyring } from '../../server/secrets/keyring.service.ts'

/**
 * How long the server takes to sign somebody in with password and authenticator app: both requests together,
 * through the whole program, on a database of its own (PostgreSQL where DATABASE_URL names an empty one).
 * Writes one line of JSON; times are milliseconds.
 */

const ROUNDS = 30
const STEP_MS = 30_000
const person = { email: 'bench@rinban.example', password: 'Tsukuba!rain7kettle', secret: newTotpSecret() }

const dataDir = mkdtempSync(join(tmpdir(), 'rinban-bench-'))
writeFileSync(join(dataDir, 'index.html'), '')
const read = readConfig({ DATA_DIR: dataDir, DATABASE_URL: process.env.DATABASE_URL })
if (!read.ok) throw new Error(read.errors.join('\n'))

let now = Date.now()
const lost = (error: Error) => {
  throw error
}
const { db, kind, changeMark } = await openData(read.config, lost)
const clock = () => now
await seedDemo(db, clock)
const loaded = await loadKeyring({ db, clock, config: read.config }, randomBytes)
if (!loaded.ok) throw new Error(loaded.detail)
const context: Context = { db, clock, config: read.config, keyring: loaded.keyring }
await db.transaction().execute(trx =>
  addReadyAccount(trx, context.keyring, now, {
    email: person.email,
    name: 'Bench',
    password: person.password,
    totpSecret: person.secret,
    memberships: [
      { associationId: 'minato', role: 'secretariat', facilityId: null, fromDay: '2020-04-01', toDay: null },
    ],
  }),
)
const app = createApp(
  {
    ...context,
    optimiser: new Optimiser(),
    searches: new Searches(console.error),
    feeds: new FeedDesk(context, changeMark),
    boards: new BoardWatch(context, changeMark, console.error),
  },
  dataDir,
  console.error,
)

const post = (path: string, body: object, cookie = '') =>
  app.request(`/api/identity/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  })

async function signIn(): Promise<number> {
  const code = totpCode(person.secret, now)
  const start = performance.now()
  const first = await post('sign-in', { email: person.email, password: person.password })
  const cookie = first.headers.getSetCookie()[0]?.split(';')[0]
  const second = await post('sign-in/totp', { code }, cookie)
  const took = performance.now() - start
  if (first.status !== 200 || second.status !== 200) throw new Error(`refused: ${await second.text()}`)
  return took
}

const times: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  now += STEP_MS
  times.push(await signIn())
}
times.sort((a, b) => a - b)
const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0)
console.log(
  JSON.stringify({
    bench: 'sign-in',
    database: kind,
    rounds: ROUNDS,
    p50: at(0.5),
    p95: at(0.95),
    max: at(1),
  }),
)
// The file with the audit's head is written after the answer.
await setTimeout(200)
await db.destroy()
rmSync(dataDir, { recursive: true, force: true })
