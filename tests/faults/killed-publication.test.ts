import { cpSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RosterPublication } from '../../server/roster/roster-view.ts'
import { DAY } from '../../server/time/interval.ts'
import { emptyFolder, type ServerProcess, startServer } from '../setup/server.ts'
import {
  COUNTING,
  expectWholeDistrict,
  fileOf,
  get,
  likeness,
  NEXT_YEAR,
  publish,
  rosterUrl,
  SCHEMES,
  type Snapshot,
  schemeCalendar,
  snapshotOf,
  stepsOf,
  summaryOf,
  sweep,
  twoAtATime,
} from './all-or-nothing.ts'
import { aSecretarysCookie } from './signed-in.ts'

const [SCHEME] = SCHEMES

/** A data folder with the district, its next year still a draft; copied for every kill. */
let seeded: string
let cookie: string
let took: number
/** The first and the last step of a publication, counted from the launch of the server. */
let steps: { first: number; last: number }
let rows: (snapshot: Snapshot) => Record<string, string[]>
let before: Record<string, string[]>
let published: Record<string, string[]>

const copyOfSeeded = (): string => {
  const dataDir = emptyFolder()
  cpSync(seeded, dataDir, { recursive: true })
  return dataDir
}

async function undisturbed() {
  const server = await startServer({ dataDir: copyOfSeeded(), preload: COUNTING })
  const { revision } = await summaryOf(server.baseUrl, SCHEME)
  const sent = performance.now()
  expect((await publish(server.baseUrl, SCHEME, revision, cookie)).status).toBe(200)
  const took = performance.now() - sent
  const steps = stepsOf(await server.stop())
  return { took, steps, snapshot: await snapshotOf(fileOf(server.dataDir)) }
}

beforeAll(async () => {
  const seeding = await startServer()
  seeded = seeding.dataDir
  await seeding.stop()
  cookie = await aSecretarysCookie(fileOf(seeded), seeded)
  const idle = await startServer({ dataDir: copyOfSeeded(), preload: COUNTING })
  await summaryOf(idle.baseUrl, SCHEME)
  const first = stepsOf(await idle.stop()) + 1
  const [one, other] = await Promise.all([undisturbed(), undisturbed()])
  took = Math.max(one.took, other.took)
  steps = { first, last: one.steps }
  rows = likeness(one.snapshot, other.snapshot)
  published = rows(one.snapshot)
  before = rows(await snapshotOf(fileOf(seeded)))
  expect(published.publication).not.toEqual(before.publication)
})

/** Sends a publication to a server that is killed at it; the answer, if it came, does not matter. */
async function publishAndDie(
  settings: { dataDir: string; env?: Record<string, string>; preload?: string },
  dying: (server: ServerProcess) => Promise<unknown>,
): Promise<void> {
  const server = await startServer(settings)
  const { revision } = await summaryOf(server.baseUrl, SCHEME)
  const sent = publish(server.baseUrl, SCHEME, revision, cookie).catch(() => null)
  await dying(server)
  await sent
}

/** What is left, in the database and for everybody outside: all of the publication or nothing of it. */
async function expectAllOrNothing(dataDir: string): Promise<'all' | 'nothing'> {
  const left = rows(await snapshotOf(fileOf(dataDir)))
  const isOut = left.publication?.length !== before.publication?.length
  expect(left).toEqual(isOut ? published : before)

  const server = await startServer({ dataDir })
  const { revision, publications } = await summaryOf(server.baseUrl, SCHEME)
  expect({ revision, versions: publications.map(({ number }) => number) }).toEqual(
    isOut ? { revision: 2, versions: [1] } : { revision: 1, versions: [] },
  )
  const calendar = await schemeCalendar(dataDir, SCHEME)
  if (isOut) await expectPublished(server.baseUrl, calendar)
  else {
    await expectWholeDistrict(server.baseUrl)
    expect(calendar).not.toContain(`UID:${SCHEME}/${NEXT_YEAR}-05-`)
  }
  await server.stop()
  return isOut ? 'all' : 'nothing'
}

async function expectPublished(baseUrl: string, calendar: string): Promise<void> {
  const roster = rosterUrl(baseUrl, SCHEME, NEXT_YEAR)
  const draft = await get<RosterPublication>(`${roster}/draft`)
  const version = await get<RosterPublication>(`${roster}/publications/1`)
  expect(version.units).toEqual(draft.units)
  // Calendars reach a year ahead; the last days depend on when this test runs.
  const near = version.units.filter(({ start }) => Date.parse(start) < Date.now() + 360 * DAY)
  expect(near.filter(unit => !calendar.includes(`UID:${unit.id}/`))).toEqual([])
}

describe('a publication during which the server is killed is out wholly or not at all', () => {
  it('10 moments after it was sent', () =>
    twoAtATime(sweep(10, 0, 1.5 * took), async after => {
      const dataDir = copyOfSeeded()
      await publishAndDie({ dataDir }, async server => {
        await setTimeout(after)
        return server.kill()
      })
      await expectAllOrNothing(dataDir)
    }))

  it('before 10 of its steps, and right after the last', async () => {
    const left: string[] = []
    await twoAtATime(sweep(10, steps.first, steps.last), async step => {
      const dataDir = copyOfSeeded()
      const env = { DIE_AT: String(Math.round(step)) }
      await publishAndDie({ dataDir, preload: COUNTING, env }, server => server.ended)
      left.push(await expectAllOrNothing(dataDir))
    })
    expect(new Set(left)).toEqual(new Set(['nothing', 'all']))
  })
})
