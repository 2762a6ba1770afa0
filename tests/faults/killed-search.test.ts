import { cpSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../db/open.ts'
import { type RotaProof, rotaHashOf, SILENT_AFTER } from '../../server/roster/runs/rota-run.ts'
import type { RotaRunView } from '../../server/roster/runs/rota-run-view.ts'
import { addNightScheme, NIGHTS } from '../setup/night-scheme.ts'
import { emptyFolder, type RunningServer, startServer } from '../setup/server.ts'
import { fileOf, NEXT_YEAR, rosterUrl, SCHEMES, snapshotOf, sweep, twoAtATime } from './all-or-nothing.ts'
import { aSecretarysCookie } from './signed-in.ts'

const [SHORT] = SCHEMES

/** A data folder with the district, and a scheme whose search takes longer than any test; copied for every kill. */
let seeded: string
let cookie: string
/** How long the search of the short scheme takes here. */
let took: number

const copyOfSeeded = (): string => {
  const dataDir = emptyFolder()
  cpSync(seeded, dataDir, { recursive: true })
  return dataDir
}

async function ask<Body>(url: string, body?: object): Promise<Body> {
  const response = await fetch(url, {
    headers: { 'content-type': 'application/json', cookie },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  })
  expect([url, response.status]).toEqual([url, 200])
  return (await response.json()) as Body
}

const runsOf = (server: RunningServer, scheme: string) =>
  `${rosterUrl(server.baseUrl, scheme, NEXT_YEAR)}/runs`

const start = (server: RunningServer, scheme: string, revision: number) =>
  ask<RotaRunView>(runsOf(server, scheme), { revision, keep: 'pins', seconds: 600 })

async function current(server: RunningServer, scheme: string): Promise<RotaRunView | null> {
  return (await ask<{ run: RotaRunView | null }>(`${runsOf(server, scheme)}/current`)).run
}

async function until(server: RunningServer, scheme: string, holds: (run: RotaRunView) => boolean) {
  for (;;) {
    const run = await current(server, scheme)
    if (run && holds(run)) return run
    await setTimeout(50)
  }
}

/** What the database says of the search and of the draft; a draft is always the whole of one rota. */
async function leftBehind(dataDir: string, scheme: string) {
  const rosterId = `${scheme}/${NEXT_YEAR}`
  const rows = await snapshotOf(fileOf(dataDir))
  const of = (table: string) => (rows.get(table) ?? []).filter(row => row.roster_id === rosterId)
  const roster = rows.get('roster')?.find(({ id }) => id === rosterId)
  const [run] = of('rota_run')
  const rota = of('draft_assignment').map(row => ({
    unit: String(row.unit_id),
    post: String(row.post),
    person: String(row.physician_id),
  }))
  expect(rota).toHaveLength(of('duty_unit').length)
  const taken = rows.get('audit_entry')?.filter(({ action }) => action === 'rota.take').length
  return { run, roster, rota, taken }
}

beforeAll(async () => {
  const seeding = await startServer()
  seeded = seeding.dataDir
  await seeding.stop()
  const { db } = openSqlite(fileOf(seeded))
  await addNightScheme(db)
  await db.destroy()
  cookie = await aSecretarysCookie(fileOf(seeded), seeded)
  const server = await startServer({ dataDir: copyOfSeeded() })
  const sent = performance.now()
  await start(server, SHORT, 1)
  await until(server, SHORT, ({ state }) => state === 'done')
  took = performance.now() - sent
  await server.stop()
})

describe('a server killed in the middle of a search', () => {
  it('leaves the draft as it was, or with the whole of the rota found', () =>
    twoAtATime(sweep(10, 0, 1.2 * took), async after => {
      const dataDir = copyOfSeeded()
      const before = (await leftBehind(dataDir, SHORT)).rota
      const server = await startServer({ dataDir })
      const sent = start(server, SHORT, 1).catch(() => null)
      await setTimeout(after)
      await server.kill()
      await sent
      const { run, roster, rota, taken } = await leftBehind(dataDir, SHORT)
      if (run?.status !== 'done') {
        expect({ revision: roster?.revision, proof: roster?.proof, taken }).toEqual({
          revision: 1,
          proof: null,
          taken: 0,
        })
        expect(rotaHashOf(rota)).toBe(rotaHashOf(before))
        return
      }
      const proof: RotaProof = JSON.parse(String(roster?.proof))
      expect({ revision: roster?.revision, taken, runId: proof.runId }).toEqual({
        revision: 2,
        taken: 1,
        runId: run.id,
      })
      expect(rotaHashOf(rota)).toBe(proof.rotaHash)
    }))

  it('is found out 15 seconds later by the next one, which can start it again', async () => {
    const dataDir = copyOfSeeded()
    const server = await startServer({ dataDir })
    const { id } = await start(server, NIGHTS, 0)
    await until(server, NIGHTS, ({ best }) => best !== null)
    await server.kill()
    const next = await startServer({ dataDir })
    expect(await current(next, NIGHTS)).toMatchObject({ id, state: 'running' })
    await setTimeout(SILENT_AFTER)
    expect(await current(next, NIGHTS)).toMatchObject({ id, state: 'failed', found: null })
    const again = await start(next, NIGHTS, 1)
    expect(again.id).not.toBe(id)
    await until(next, NIGHTS, ({ waiting }) => !waiting)
    await next.kill()
  })
})

describe('SIGTERM in the middle of a search', () => {
  it('ends it with the best so far, which is the draft then, and the server within two seconds', async () => {
    const dataDir = copyOfSeeded()
    const server = await startServer({ dataDir })
    await start(server, NIGHTS, 0)
    await until(server, NIGHTS, ({ best }) => best !== null)
    const told = performance.now()
    const { code, stderr } = await server.stop()
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(performance.now() - told).toBeLessThan(2_000)
    const { run, roster, rota } = await leftBehind(dataDir, NIGHTS)
    expect(run?.status).toBe('done')
    expect(run?.taken_at).not.toBe(null)
    const proof: RotaProof = JSON.parse(String(roster?.proof))
    expect(proof).toMatchObject({ runId: run?.id, stopped: 'cancelled', rotaHash: rotaHashOf(rota) })
  })
})
