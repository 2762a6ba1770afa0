import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, inject, it } from 'vitest'
import { openSqlite } from '../../db/open.ts'
import type { DemoFile } from '../../db/seeds/demo-file.ts'
import { emptyFolder, startServer } from '../setup/server.ts'
import { CALENDARS, expectDemoFile, expectWholeDistrict, fileOf, snapshotOf } from './all-or-nothing.ts'
import { databasesOn } from './on-postgres.ts'

/** Starts two servers at once on one data folder, each on a port of its own, and looks through both. */
async function startTogether(env: Record<string, string>, where: (dataDir: string) => string) {
  const dataDir = emptyFolder()
  const servers = await Promise.all([startServer({ dataDir, env }), startServer({ dataDir, env })])
  const addresses = servers.map(server => server.baseUrl)
  expect(new Set(addresses).size).toBe(2)
  for (const address of addresses) await expectWholeDistrict(address)
  const { baseUrl } = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as DemoFile
  expect(addresses).toContain(baseUrl)
  await expectDemoFile(dataDir, baseUrl)
  const ends = await Promise.all(servers.map(server => server.stop()))
  expect(ends.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    ends.map(() => ({ code: 0, stderr: '' })),
  )
  expect((await snapshotOf(where(dataDir))).get('feed_subscription')).toHaveLength(CALENDARS)
}

/** Makes an SQLite file and holds its write lock, as a server does that is just making its database. */
const HOLDS_THE_LOCK = `
  const { parentPort, workerData } = require('node:worker_threads')
  const file = new (require('better-sqlite3'))(workerData.file)
  file.exec('create table t (x); begin immediate')
  parentPort.postMessage('locked')
  setTimeout(() => file.exec('commit').close(), workerData.heldFor)
`

it('a database that another server is just making is waited for', async () => {
  const file = fileOf(emptyFolder())
  const heldFor = 300
  const maker = new Worker(HOLDS_THE_LOCK, { eval: true, workerData: { file, heldFor } })
  await once(maker, 'message')
  const asked = performance.now()
  const { db } = openSqlite(file)
  expect(performance.now() - asked).toBeGreaterThan(heldFor / 2)
  await db.destroy()
})

describe('two servers that start together', () => {
  it.each(['once', 'and again'])('on one SQLite folder make one district and are both up, %s', () =>
    startTogether({}, fileOf),
  )

  const postgres = inject('postgres')
  describe.skipIf(!postgres)('on one PostgreSQL database', () => {
    const databases = databasesOn(postgres ?? '')
    it.each(['once', 'and again'])('make one district and are both up, %s', async () => {
      const DATABASE_URL = await databases.create()
      await startTogether({ DATABASE_URL }, () => DATABASE_URL)
    })
  })
})
