import { setTimeout } from 'node:timers/promises'
import { describe, expect, inject, it } from 'vitest'
import { openPostgres } from '../../db/open.ts'
import type { RosterPublication } from '../../server/roster/roster-view.ts'
import { somethingNew } from '../setup/draft-news.ts'
import { launchServer, startServer } from '../setup/server.ts'
import {
  COUNTING,
  expectDemoFile,
  expectWholeDistrict,
  get,
  likeness,
  NEXT_YEAR,
  publish,
  rosterUrl,
  SCHEMES,
  snapshotOf,
  snapshotOfSchema,
  stepsOf,
  summaryOf,
  sweep,
  twoAtATime,
} from './all-or-nothing.ts'
import { databasesOn, isQuiet } from './on-postgres.ts'
import { aSecretarysCookie } from './signed-in.ts'

const postgres = inject('postgres')
const [SCHEME] = SCHEMES

describe.skipIf(!postgres)('a server on PostgreSQL that is killed', () => {
  const databases = databasesOn(postgres ?? '')

  it('before 4 steps of its start leaves nothing or the whole district, and the next start brings it up', async () => {
    const undisturbed = async () => {
      const DATABASE_URL = await databases.create()
      const server = await startServer({ env: { DATABASE_URL }, preload: COUNTING })
      const steps = stepsOf(await server.stop())
      return { steps, snapshot: await snapshotOf(DATABASE_URL) }
    }
    const [one, other] = await Promise.all([undisturbed(), undisturbed()])
    const district = likeness(one.snapshot, other.snapshot)
    const nothing = district(await snapshotOfSchema(await databases.create()))

    await twoAtATime(
      [...sweep(2, 0.2 * one.steps, 0.8 * one.steps), ...sweep(2, one.steps - 10, one.steps)],
      async step => {
        const DATABASE_URL = await databases.create()
        const env = { DATABASE_URL, DIE_AT: String(Math.round(step)) }
        const killed = launchServer({ env, preload: COUNTING })
        void killed.listening.then(killed.kill, () => {})
        expect((await killed.ended).signal).toBe('SIGKILL')
        await isQuiet(DATABASE_URL)
        const left = await snapshotOf(DATABASE_URL)
        const seeded = (left.get('association') ?? []).length > 0
        if (left.size > 0) expect(district(left)).toEqual(seeded ? district(one.snapshot) : nothing)

        const { dataDir } = killed
        const next = await startServer({ dataDir, env: { DATABASE_URL } })
        await expectWholeDistrict(next.baseUrl)
        await expectDemoFile(dataDir, next.baseUrl)
        await next.stop()
        expect(district(await snapshotOf(DATABASE_URL))).toEqual(district(one.snapshot))
      },
    )
  })

  it('6 times while it publishes never leaves a part, and holds nobody up who shares the database', async () => {
    const env = { DATABASE_URL: await databases.create() }
    const other = await startServer({ env })
    const cookie = await aSecretarysCookie(env.DATABASE_URL, other.dataDir)
    const roster = rosterUrl(other.baseUrl, SCHEME, NEXT_YEAR)
    const open = openPostgres(env.DATABASE_URL, () => {})
    let news = 0
    const drafted = async () => {
      await somethingNew(open, `${SCHEME}/${NEXT_YEAR}`, `名称${news++}`)
      return (await get<RosterPublication>(`${roster}/draft`)).units
    }
    let units = await drafted()
    const publishHere = async () => {
      const { revision } = await summaryOf(other.baseUrl, SCHEME)
      expect((await publish(other.baseUrl, SCHEME, revision, cookie)).status).toBe(200)
    }
    const sent = performance.now()
    await publishHere()
    const took = performance.now() - sent

    for (const after of sweep(6, 0, 1.2 * took)) {
      const killed = await startServer({ dataDir: other.dataDir, env })
      const published = units
      units = await drafted()
      const before = await summaryOf(killed.baseUrl, SCHEME)
      const answer = publish(killed.baseUrl, SCHEME, before.revision, cookie).catch(() => null)
      await setTimeout(after)
      await killed.kill()
      await answer
      await isQuiet(env.DATABASE_URL)

      const left = await summaryOf(other.baseUrl, SCHEME)
      const isOut = left.revision > before.revision
      const versions = before.publications.length + (isOut ? 1 : 0)
      expect(left.revision).toBe(before.revision + (isOut ? 1 : 0))
      expect(left.publications.at(-1)?.number).toBe(versions)
      expect(left.publications).toHaveLength(versions)
      const newest = await get<RosterPublication>(`${roster}/publications/${versions}`)
      expect(newest.units).toEqual(isOut ? units : published)
      units = await drafted()
      await publishHere()
    }
    await open.db.destroy()
    await other.stop()
  })
})
