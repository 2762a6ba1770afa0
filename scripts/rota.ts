/** `npm run -s rota -- --help`: a fair rota from an instance file (`rinban-rota/1`). */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { RotaInstance } from '../server/roster/optimiser/instance.ts'
import { makeRota } from '../server/roster/optimiser/make-rota.ts'
import { parseInstance } from '../server/roster/optimiser/parse-instance.ts'
import type { RotaResult } from '../server/roster/optimiser/result.ts'
import { systemClock } from '../server/time/clock.ts'

const USAGE = `Usage: npm run -s rota -- --input FILE --output FILE [options]

Reads an instance (rinban-rota/1), writes the best rota found as JSON, whole or not at all. Progress goes
to stderr. Bad options and bad input are all said at once, a line each (exit 2), and nothing is written.
An infeasible result is written like any other: see its "status" and "conflicts".

  --input FILE         the instance
  --output FILE        the result
  --seed N             of the first run, 1 unless given
  --iterations N       moves tried in one run, 1000000 unless given
  --seconds N          more runs with seeds N+1, N+2, … until so many seconds have passed (looked at
                       between runs), and the best of them; one run unless given
  --gap RULE           hard, or soft: rather fill a unit within the minimum gap than leave it open
  --help               this text

The "seed" of the result is that of the run it comes from: with it, the same --iterations and no
--seconds, the same rota comes out on every machine.`

const OPTIONS = ['input', 'output', 'seed', 'iterations', 'seconds', 'gap'] as const

type OptionName = (typeof OPTIONS)[number]
type Options = Partial<Record<OptionName, string>>
type Request = {
  instance: RotaInstance
  output: string
  seed: number
  iterations: number
  seconds: number
  gap: 'hard' | 'soft'
}

/** What is wrong with the input, gathered so that everything is said at once. */
const errors: string[] = []

function readOptions(args: readonly string[]): Options | 'help' {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(OPTIONS.map(name => [name, { type: 'string' as const }])),
    strict: false,
    tokens: true,
  })
  const options: Options = {}
  for (const token of tokens) {
    if (token.kind === 'positional') errors.push(`unexpected argument '${token.value}'`)
    if (token.kind !== 'option') continue
    if (token.name === 'help') return 'help'
    const name = OPTIONS.find(known => known === token.name)
    if (!name) errors.push(`unknown option '${token.rawName}'`)
    else if (name in options) errors.push(`--${name} is given twice`)
    else if (!token.value) errors.push(`--${name} needs a value`)
    else options[name] = token.value
  }
  return options
}

function readNumber(
  options: Options,
  name: OptionName,
  otherwise: number,
  least: number,
  most: number,
): number {
  const text = options[name] ?? String(otherwise)
  if (/^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text)
  errors.push(`--${name} '${text}' must be a whole number from ${least} to ${most}`)
  return otherwise
}

function readInstance({ input }: Options): RotaInstance | undefined {
  if (input === undefined) {
    errors.push('--input is missing')
    return undefined
  }
  try {
    const parsed = parseInstance(JSON.parse(readFileSync(input, 'utf8')))
    if (parsed.ok) return parsed.instance
    errors.push(...parsed.errors.map(({ path, reason, detail }) => `${path || input}: ${reason}: ${detail}`))
  } catch (error) {
    errors.push(`--input '${input}' cannot be read as JSON: ${messageOf(error)}`)
  }
  return undefined
}

function readRequest(options: Options): Request | undefined {
  const seed = readNumber(options, 'seed', 1, 0, 4_000_000_000)
  const iterations = readNumber(options, 'iterations', 1_000_000, 1, 1_000_000_000)
  const seconds = readNumber(options, 'seconds', 0, 0, 86_400)
  const { output, gap = 'hard' } = options
  if (output === undefined) errors.push('--output is missing')
  if (gap !== 'hard' && gap !== 'soft') errors.push(`--gap '${gap}' must be hard or soft`)
  const instance = readInstance(options)
  if (errors.length > 0 || !instance || output === undefined) return undefined
  return { instance, output, seed, iterations, seconds, gap: gap === 'soft' ? 'soft' : 'hard' }
}

function bestRun({ instance, seed, iterations, seconds, gap }: Request): RotaResult {
  const deadline = systemClock() + seconds * 1000
  let best: RotaResult | undefined
  for (let next = seed; !best || (best.status !== 'optimal' && systemClock() < deadline); next++) {
    const run = makeRota(instance, { seed: next, iterations, gap, clock: systemClock })
    console.error(
      `rota: seed ${next}: ${run.status}, cost ${run.objective}, conflicts ${run.conflicts.length}`,
    )
    if (!best || isBetter(run, best)) best = run
  }
  return best
}

const isBetter = (a: RotaResult, b: RotaResult): boolean =>
  (a.conflicts.length - b.conflicts.length || a.objective - b.objective) < 0

function writeWhole(file: string, text: string): void {
  const part = `${file}.${process.pid}.part`
  try {
    writeFileSync(part, text)
    renameSync(part, file)
  } finally {
    rmSync(part, { force: true })
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Each line to stderr, kept one line whatever the input had in it. */
function complain(lines: readonly string[]): number {
  for (const line of lines) console.error(`rota: ${line.replace(/\s+/g, ' ')}`)
  return 2
}

function main(): number {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') {
    console.log(USAGE)
    return 0
  }
  const request = readRequest(options)
  if (!request) return complain(errors)
  const result = bestRun(request)
  try {
    writeWhole(request.output, `${JSON.stringify(result, null, 2)}\n`)
  } catch (error) {
    return complain([`--output '${request.output}' cannot be written: ${messageOf(error)}`])
  }
  return 0
}

process.exitCode = main()
