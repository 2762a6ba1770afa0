import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantedInstance } from '../../scripts/bench/planted-instance.ts'
import { explainRota } from '../../server/roster/optimiser/explain-rota.ts'
import { violationsOf } from '../../server/roster/optimiser/hard-rules.ts'
import { inputHashOf } from '../../server/roster/optimiser/input-hash.ts'
import { Optimiser, type Progress } from '../../server/roster/optimiser/optimiser.ts'
import { parseInstance } from '../../server/roster/optimiser/parse-instance.ts'
import { aRotaInstance, aRotaUnit, assigned } from '../builders/rota-instance.ts'
import { oracleBroken, oracleCost } from '../rules/roster/oracle.ts'

const optimiser = new Optimiser()
beforeAll(() => optimiser.warm())
afterAll(() => optimiser.close())

const fourteen = plantedInstance('A', 1)
const hundred = plantedInstance('D', 1)
/**
 * The longest, in ms, that this thread has worked between two turns of its loop. In time on the processor: a crowded
 * machine lets any thread wait, and that is not what is asked.
 */
async function longestWork(during: () => Promise<void>): Promise<number> {
  const worked = (): number => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1_000
  }
  let [longest, last] = [0, worked()]
  const turns = setInterval(() => {
    const now = worked()
    longest = Math.max(longest, now - last)
    last = now
  }, 1)
  await during()
  clearInterval(turns)
  return longest
}

const tiny = aRotaInstance({ units: [aRotaUnit(0)] })

describe('the optimiser on its thread', () => {
  it('proves the best rota of 14 physicians, tells of its progress, and gives the same again', async () => {
    const heard: Progress[] = []
    const options = { seconds: 30, seed: 7 }
    const result = await optimiser.optimise(fourteen, { ...options, onProgress: one => heard.push(one) })
    expect(result).toMatchObject({ status: 'optimal', stopped: 'proof', reproducible: true, seed: 7 })
    expect(oracleBroken(fourteen, result.assignments)).toEqual([])
    expect(result.objective).toBeCloseTo(oracleCost(fourteen, result.assignments), 6)
    expect(heard.length).toBeGreaterThan(0)
    for (const { best, bound } of heard) expect(bound).toBeLessThanOrEqual(best + 1e-6)
    const again = await optimiser.optimise(fourteen, options)
    expect({ ...again, seconds: 0 }).toEqual({ ...result, seconds: 0 })
  })

  it('takes jobs that come at once in turn', async () => {
    const [first, repair, second] = await Promise.all([
      optimiser.optimise(fourteen, { seconds: 30, seed: 1 }),
      optimiser.repair({ ...tiny, published: assigned('u0 sato') }, { person: 'sato', units: ['u0'] }),
      optimiser.optimise(fourteen, { seconds: 30, seed: 1 }),
    ])
    expect(first.assignments).toEqual(second.assignments)
    expect(repair.fewest.map(({ changes }) => changes.map(({ to }) => to))).toEqual([['suzuki']])
  })

  it('answers a cancel within a second, in the middle of 100 physicians and 2,190 duties', async () => {
    const cancelled = new AbortController()
    const search = optimiser.optimise(hundred, { seconds: 60, seed: 1, cancelled: cancelled.signal })
    await new Promise(resolve => setTimeout(resolve, 2_500))
    const asked = performance.now()
    cancelled.abort()
    const result = await search
    expect(performance.now() - asked).toBeLessThan(1_000)
    expect(result).toMatchObject({ stopped: 'cancelled', reproducible: false })
    const broken = violationsOf(hundred, result.assignments).map(({ kind }) => kind)
    expect(broken.filter(kind => !['belowMin', 'unfilled'].includes(kind))).toEqual([])
    expect(result.status === 'infeasible').toBe(broken.length > 0)
  })

  it('answers a cancel that came before it began, and works on afterwards', async () => {
    const result = await optimiser.optimise(fourteen, {
      seconds: 30,
      seed: 1,
      cancelled: AbortSignal.abort(),
    })
    expect(result.stopped).toBe('cancelled')
    expect((await optimiser.optimise(fourteen, { seconds: 30, seed: 1 })).status).toBe('optimal')
  })

  it('explains a rota beside a search, the same as at once', async () => {
    const { assignments } = await optimiser.optimise(fourteen, { seconds: 30, seed: 1 })
    expect(await optimiser.explain(fourteen, assignments)).toEqual(explainRota(fourteen, assignments))
  })

  it('checks an input beside a search, and finds the same as at once', async () => {
    const wrong = { ...tiny, minGapDays: Number.NaN, pins: assigned('u0 nobody') }
    const parsed = parseInstance(wrong, 'built')
    expect(await optimiser.check(wrong)).toMatchObject({ errors: parsed.ok ? [] : parsed.errors })
    expect(await optimiser.check(hundred)).toEqual({ errors: [], inputHash: inputHashOf(hundred) })
  })

  it('never works on the thread of its caller for 50 ms at a stretch, be it 2,190 duties', async () => {
    const cancelled = new AbortController()
    const longest = await longestWork(async () => {
      setTimeout(() => cancelled.abort(), 3_000)
      const heard: Progress[] = []
      const { assignments } = await optimiser.optimise(hundred, {
        seconds: 60,
        seed: 1,
        cancelled: cancelled.signal,
        onProgress: one => heard.push(one),
      })
      await optimiser.check(hundred)
      await optimiser.first(hundred)
      await optimiser.repair({ ...hundred, published: assignments }, { person: 'd0', units: ['u0', 'u9'] })
      await optimiser.optimise(fourteen, { seconds: 30, seed: 2 })
    })
    expect(longest).toBeGreaterThan(0)
    expect(longest).toBeLessThan(50)
  })

  it('is over when it is closed, and can be used again', async () => {
    const other = new Optimiser()
    const search = other.optimise(hundred, { seconds: 60, seed: 1 })
    setTimeout(() => other.close(), 500)
    await expect(search).rejects.toThrow('ended')
    expect((await other.optimise(fourteen, { seconds: 30, seed: 1 })).status).toBe('optimal')
    await other.close()
  })
})
