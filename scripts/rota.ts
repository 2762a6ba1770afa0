/** `npm run -s rota -- --help`: a fair rota from an instance file (`rinban-rota/1`). */
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { RotaInstance } from '../server/roster/optimiser/instance.ts'
import { Optimiser } from '../server/roster/optimiser/optimiser.ts'
import { parseInstance } from '../server/roster/optimiser/parse-instance.ts'
import type { RotaResult } from '../server/roster/optimiser/result.ts'

const USAGE = `Usage: npm run -s rota -- --input FILE --output FILE [options]

Reads an instance (rinban-rota/1), writes the best rota found as JSON, whole or not at all. Progress goes
to stderr. Bad options, bad input and an output that cannot be written are all said at once, a line each (exit 2),
and nothing is searched or written. Should the output become impossible to write during the search, the result is
printed to stdout instead (exit 1).
An infeasible result is written like any other: see its "status", "conflicts" and "remedies", each with its rota.
With a "precedence" of kinds of cost in the instance, "stages" says what each costs, and "optimal" is about all of them.
Ctrl-C ends the search and keeps the best so far; a second one ends the program without writing.

  --input FILE         the instance
  --output FILE        the result
  --seconds N          search so long at most, 10 unless given; a proof ends it earlier
  --seed N             1 unless given
  --explain yes|no     say for each assignment who else could have it, and at what cost; no unless given
  --help               this text

When "reproducible" is true in the result, the same instance, seed and seconds give the same rota on every machine;
otherwise the clock ended the search or the look for remedies, and a faster machine may come further. A remedy that is
not "proven" is the cheapest found in the time there was.`

const OPTIONS = ['input', 'output', 'seed', 'seconds', 'explain'] as const

type OptionName = (typeof OPTIONS)[number]
type Options = Partial<Record<OptionName, string>>
type Request = { instance: RotaInstance; output: string; seed: number; seconds: number; explain: boolean }

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
  const seed = readNumber(options, 'seed', 1, 0, 2_000_000_000)
  const seconds = readNumber(options, 'seconds', 10, 1, 86_400)
  const { output, explain = 'no' } = options
  checkOutput(output)
  if (explain !== 'yes' && explain !== 'no') errors.push(`--explain '${explain}' must be yes or no`)
  const instance = readInstance(options)
  if (errors.length > 0 || !instance || output === undefined) return undefined
  return { instance, output, seed, seconds, explain: explain === 'yes' }
}

/** A search must not be lost for want of a place to put its result. */
function checkOutput(output: string | undefined): void {
  if (output === undefined) {
    errors.push('--output is missing')
    return
  }
  try {
    const there = statSync(output, { throwIfNoEntry: false })
    if (there && !there.isFile()) throw new Error('it is no file')
    writeFileSync(partOf(output), '')
    rmSync(partOf(output))
  } catch (error) {
    errors.push(`--output '${output}' cannot be written: ${messageOf(error)}`)
  }
}

async function search({ instance, seed, seconds, explain }: Request): Promise<RotaResult> {
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  const optimiser = new Optimiser()
  const result = await optimiser.optimise(instance, {
    seconds,
    seed,
    cancelled: interrupted.signal,
    onProgress: ({ best, bound, gap }) => {
      console.error(`rota: best ${best}, bound ${bound.toFixed(3)}, gap ${(gap * 100).toFixed(1)} %`)
    },
  })
  const explanation = explain ? await optimiser.explain(instance, result.assignments) : undefined
  await optimiser.close()
  return explanation ? { ...result, explanation } : result
}

const partOf = (file: string): string => `${file}.${process.pid}.part`

function writeWhole(file: string, text: string): void {
  const part = partOf(file)
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

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') {
    console.log(USAGE)
    return 0
  }
  const request = readRequest(options)
  if (!request) return complain(errors)
  const result = await search(request)
  const { status, objective, bound, stopped, seconds, conflicts } = result
  console.error(
    `rota: ${status} after ${seconds.toFixed(1)} s (${stopped}), cost ${objective}, bound ${bound}, conflicts ${conflicts.length}`,
  )
  const text = `${JSON.stringify(result, null, 2)}\n`
  try {
    writeWhole(request.output, text)
    return 0
  } catch (error) {
    complain([
      `--output '${request.output}' cannot be written, so it is printed instead: ${messageOf(error)}`,
    ])
    process.stdout.write(text)
    return 1
  }
}

process.exitCode = await main()
