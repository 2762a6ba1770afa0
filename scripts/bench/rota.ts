/** `node scripts/bench/rota.ts --help`: how good and how fast the optimiser is, as JSON lines. */
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { costOf, fairBurdenOf } from '../../server/roster/optimiser/cost.ts'
import { dealByHand, HAND_METHODS } from '../../server/roster/optimiser/hand-methods.ts'
import { violationsOf } from '../../server/roster/optimiser/hard-rules.ts'
import type { Assignment, RotaInstance } from '../../server/roster/optimiser/instance.ts'
import { Optimiser } from '../../server/roster/optimiser/optimiser.ts'
import { parseInstance } from '../../server/roster/optimiser/parse-instance.ts'
import { addDays } from '../../server/time/local-day.ts'
import { plantedInstance, SIZES, type Size } from './planted-instance.ts'

const USAGE = `Usage: node scripts/bench/rota.ts [--generate SIZE=COUNT]... [--seconds N]... [--seed N] [INSTANCE.json]...

Runs the optimiser, warm, and three methods used by hand on instances given and generated (sizes A, B, C, D; feasible
by construction), for each of the --seconds (10 unless given). One JSON line for each run, then one for each size:
seconds to the end of the search (median, p90), how many were proven, and of the process peak memory, longest delay
of the event loop and longest time that its thread worked in one go (the rest of a delay is a crowded machine). The spread is that of burden above the fair share, in points.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    generate: { type: 'string', multiple: true, default: [] },
    seconds: { type: 'string', multiple: true, default: ['10'] },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})

function* instances(): Iterable<{ size: string; instance: RotaInstance }> {
  for (const path of positionals) {
    const parsed = parseInstance(JSON.parse(readFileSync(path, 'utf8')))
    if (!parsed.ok) throw new Error(`${path}: ${JSON.stringify(parsed.errors.slice(0, 3))}`)
    yield { size: parsed.instance.name ?? 'given', instance: parsed.instance }
  }
  for (const wish of values.generate) {
    const [size = '', count = '1'] = wish.split('=')
    if (!(size in SIZES)) throw new Error(`no size ${size}`)
    for (let seed = 1; seed <= Number(count); seed++) {
      yield { size, instance: plantedInstance(size as Size, seed) }
    }
  }
}

const say = (line: object): void => console.log(JSON.stringify(line))
const round = (value: number, digits = 3): number => Number(value.toFixed(digits))

/** What a rota is worth: its cost against the best known, spread in points, rules broken. */
function worth(instance: RotaInstance, assignments: readonly Assignment[]) {
  const units = new Map(instance.units.map(unit => [unit.id, unit.burden]))
  const offShare = instance.people.map(person => {
    const own = assignments.filter(one => one.person === person.id)
    const load = own.reduce(
      (sum, { unit, post }) =>
        sum + (units.get(unit) ?? 0) * (instance.postShare[instance.posts.indexOf(post)] ?? 0),
      0,
    )
    return load - fairBurdenOf(instance, person)
  })
  return {
    cost: round(costOf(instance, assignments).total),
    spread: round((Math.max(...offShare) - Math.min(...offShare)) / 4, 2),
    broken: violationsOf(instance, assignments).length,
  }
}

/** The absence of a physician for three weeks in the middle of the year. */
function illness(instance: RotaInstance, assignments: readonly Assignment[]) {
  const middle = assignments[Math.floor(assignments.length / 2)]
  const from = instance.units.find(({ id }) => id === middle?.unit)?.day ?? instance.firstDay
  const units = instance.units.filter(({ day }) => day >= from && day < addDays(from, 21)).map(({ id }) => id)
  return { person: middle?.person ?? '', units }
}

/** The longest time that this thread has been on the processor between two turns of its loop, until it is told to stop. */
function watchWork(): () => number {
  const workedMs = (): number => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1_000
  }
  let [longest, last] = [0, workedMs()]
  const turns = setInterval(() => {
    const now = workedMs()
    longest = Math.max(longest, now - last)
    last = now
  }, 1)
  return () => {
    clearInterval(turns)
    return longest
  }
}

async function run(optimiser: Optimiser, size: string, instance: RotaInstance, seconds: number) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const longestWork = watchWork()
  await optimiser.check(instance)
  const started = performance.now()
  let afterTwoSeconds = Number.NaN
  const result = await optimiser.optimise(instance, {
    seconds,
    seed: Number(values.seed),
    onProgress: ({ best }) => {
      if (performance.now() - started <= 2_000) afterTwoSeconds = best
    },
  })
  if (performance.now() - started <= 2_000) afterTwoSeconds = result.objective
  delay.disable()
  const eventLoopWorkMs = round(longestWork(), 1)
  const { status, objective, bound, gap, stopped, reproducible, assignments } = result
  const repairFrom = performance.now()
  const { fewest, fairer } = await optimiser.repair(
    { ...instance, published: assignments },
    illness(instance, assignments),
  )
  const line = {
    ...{
      size,
      instance: instance.name,
      method: 'optimiser',
      allowed: seconds,
      seconds: round(result.seconds),
    },
    ...{ status, objective: round(objective), bound: round(bound), gap: round(gap), stopped, reproducible },
    ...{ afterTwoSeconds: round(afterTwoSeconds), ...worth(instance, assignments) },
    ...{
      repairSeconds: round((performance.now() - repairFrom) / 1_000),
      repairChanges: fewest[0]?.changes.length,
    },
    ...{ fairerRepairs: fairer.length, eventLoopDelayMs: round(delay.max / 1e6, 1), eventLoopWorkMs },
  }
  say(line)
  return line
}

/** The value that the given part of all is at most. */
const quantile = (all: number[], part: number): number =>
  all.toSorted((a, b) => a - b)[Math.ceil(part * all.length) - 1] ?? Number.NaN

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE)
  const optimiser = new Optimiser()
  await optimiser.warm()
  const lines: Awaited<ReturnType<typeof run>>[] = []
  for (const { size, instance } of instances()) {
    for (const seconds of values.seconds) lines.push(await run(optimiser, size, instance, Number(seconds)))
    const best = Math.min(...lines.filter(line => line.instance === instance.name).map(({ cost }) => cost))
    for (const [name, method] of Object.entries(HAND_METHODS)) {
      const { cost, spread, broken } = worth(instance, dealByHand(instance, method))
      say({
        size,
        instance: instance.name,
        method: name,
        cost,
        timesBest: round(cost / best, 2),
        spread,
        broken,
      })
    }
  }
  await optimiser.close()
  for (const [group, runs] of Map.groupBy(lines, ({ size, allowed }) => `${size} in ${allowed} s`)) {
    const of = (value: (line: (typeof runs)[number]) => number) => ({
      median: round(quantile(runs.map(value), 0.5)),
      p90: round(quantile(runs.map(value), 0.9)),
      worst: round(Math.max(...runs.map(value))),
    })
    say({
      ...{ group, runs: runs.length, proven: runs.filter(({ status }) => status === 'optimal').length },
      ...{ seconds: of(line => line.seconds), overBound: of(line => line.gap) },
      ...{ afterTwoSeconds: of(line => line.afterTwoSeconds / line.objective) },
      ...{ spread: of(line => line.spread), repairSeconds: of(line => line.repairSeconds) },
      ...{ eventLoopDelayMs: of(line => line.eventLoopDelayMs) },
      ...{ eventLoopWorkMs: of(line => line.eventLoopWorkMs) },
      ...{ peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1_024) },
    })
  }
}

await main()
