import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { emptyFolder, launchServer, startServer } from '../setup/server.ts'
import {
  COUNTING,
  expectDemoFile,
  expectWholeDistrict,
  fileOf,
  filesIn,
  likeness,
  type Snapshot,
  snapshotOf,
  snapshotOfSchema,
  stepsOf,
  sweep,
  twoAtATime,
} from './all-or-nothing.ts'

/** An undisturbed start on an empty folder: how long it takes until it listens, and in how many steps. */
let start: { took: number; steps: number; files: string[] }
let district: (snapshot: Snapshot) => Record<string, string[]>
let whole: Record<string, string[]>
let nothing: Record<string, string[]>

async function undisturbed() {
  const launched = performance.now()
  const server = await startServer({ preload: COUNTING })
  const took = performance.now() - launched
  const steps = stepsOf(await server.stop())
  const snapshot = await snapshotOf(fileOf(server.dataDir))
  return { took, steps, snapshot, files: filesIn(server.dataDir) }
}

beforeAll(async () => {
  const [one, other] = await Promise.all([undisturbed(), undisturbed()])
  start = one.took > other.took ? one : other
  district = likeness(one.snapshot, other.snapshot)
  whole = district(one.snapshot)
  nothing = district(await snapshotOfSchema(fileOf(emptyFolder())))
})

/** What a killed start left: fails for anything between nothing and the whole district. */
async function leftIn(dataDir: string): Promise<'nothing' | 'whole'> {
  if (!existsSync(fileOf(dataDir))) return 'nothing'
  const snapshot = await snapshotOf(fileOf(dataDir))
  if (snapshot.size === 0) return 'nothing'
  const found = district(snapshot)
  const seeded = found.association?.length !== 0
  expect(found).toEqual(seeded ? whole : nothing)
  return seeded ? 'whole' : 'nothing'
}

async function expectStartsWhole(dataDir: string): Promise<void> {
  const server = await startServer({ dataDir })
  await expectWholeDistrict(server.baseUrl)
  await expectDemoFile(dataDir, server.baseUrl)
  await server.stop()
  expect(await leftIn(dataDir)).toBe('whole')
  expect(filesIn(dataDir)).toEqual(start.files)
}

/** Starts a server that dies before `step`; one that has no such step dies when it says that it listens. */
async function dieBefore(step: number, dataDir: string): Promise<void> {
  const env = { DIE_AT: String(Math.round(step)) }
  const server = launchServer({ dataDir, preload: COUNTING, env })
  void server.listening.then(server.kill, () => {})
  expect((await server.ended).signal).toBe('SIGKILL')
}

async function dieAfter(delay: number, dataDir: string): Promise<void> {
  const server = launchServer({ dataDir })
  await setTimeout(delay)
  await server.kill()
}

describe('a start that is killed leaves nothing or the whole district, and the next one brings it up', () => {
  it('8 moments after its launch', () =>
    twoAtATime(sweep(8, 0, start.took), async delay => {
      const dataDir = emptyFolder()
      await dieAfter(delay, dataDir)
      await leftIn(dataDir)
      await expectStartsWhole(dataDir)
    }))

  it('before 7 of its steps, the last ones among them, and when it has just said that it listens', async () => {
    const { steps } = start
    const left: string[] = []
    await twoAtATime([...sweep(3, 1, steps - 20), ...sweep(4, steps - 12, steps), steps + 1], async step => {
      const dataDir = emptyFolder()
      await dieBefore(step, dataDir)
      left.push(await leftIn(dataDir))
      await expectStartsWhole(dataDir)
    })
    expect(new Set(left)).toEqual(new Set(['nothing', 'whole']))
  })

  it('16 times in two folders, each again and again in its own', async () => {
    const deaths = [
      { moments: sweep(8, start.took / 2, start.took), die: dieAfter },
      { moments: sweep(8, 1, start.steps), die: dieBefore },
    ]
    await twoAtATime(deaths, async ({ moments, die }) => {
      const dataDir = emptyFolder()
      for (const moment of moments) {
        await die(moment, dataDir)
        await leftIn(dataDir)
      }
      await expectStartsWhole(dataDir)
    })
  })
})
