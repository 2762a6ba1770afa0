/** `npm run -s units -- --help`: the duty units of a fiscal year as JSON, in the wall clock of Asia/Tokyo. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { ClosedDay } from '../server/calendar/closed-days.ts'
import { FIRST_FISCAL_YEAR, isFiscalYear, LAST_FISCAL_YEAR } from '../server/calendar/fiscal-year.ts'
import { type DutyRules, dutyRulesSchema } from '../server/duty/duty-rules.ts'
import type { DutyUnit } from '../server/duty/duty-unit.ts'
import { planYear } from '../server/duty/plan-year.ts'
import { everyNightRules, nanaoRules, presets, weeklyRules } from '../server/duty/presets.ts'
import { hoursOf, type Interval } from '../server/time/interval.ts'
import { isLocalDay } from '../server/time/local-day.ts'
import { isLocalTime, wallClockOf } from '../server/time/tokyo.ts'

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

const USAGE = `Usage: npm run -s units -- --preset NAME --fiscal-year YEAR [options]

Prints the duty units of a fiscal year (April to March) as a JSON array sorted by start,
in the wall clock of Asia/Tokyo; an end at 24:00 is written as 00:00 of the next day.
Promised hours that no unit covers are listed on stderr. Units that overlap are an error (exit 1),
bad input is another (exit 2).

  --preset NAME            ${Object.keys(presets).join(', ')}
  --rules FILE             a composed scheme as JSON { "rules": […], "promises": […] }, in place of a preset
  --fiscal-year YEAR       ${FIRST_FISCAL_YEAR} to ${LAST_FISCAL_YEAR}
  --closed DAYS            the association's own closed days, YYYY-MM-DD, joined by commas
  --lead-in WHICH          nanao: first-day gives the first day of a run its eve, none does not
  --start, --end HH:MM     every-night: the hours of a night
  --handoff-day DAY        weekly: ${WEEKDAYS.join(', ')}
  --handoff-time HH:MM     weekly: the hour of the handoff
  --help                   this text`

const OPTIONS = [
  'preset',
  'rules',
  'fiscal-year',
  'closed',
  'lead-in',
  'start',
  'end',
  'handoff-day',
  'handoff-time',
] as const

type OptionName = (typeof OPTIONS)[number]
type Options = Partial<Record<OptionName, string>>

/** The options that belong to some presets only; a scheme from a file has its settings in the file. */
const PRESETS_WITH: Partial<Record<OptionName, readonly string[]>> = {
  'lead-in': ['nanao', 'nanao-first-day-lead-in'],
  start: ['every-night'],
  end: ['every-night'],
  'handoff-day': ['weekly'],
  'handoff-time': ['weekly'],
}

/** What is wrong with the input, gathered so that everything is said at once. */
const errors: string[] = []

/** The value when `accept` gives one; otherwise notes what was wanted. Nothing for an absent option. */
function read<T>(
  options: Options,
  name: OptionName,
  accept: (text: string) => T | undefined,
  wanted: string,
): T | undefined {
  const text = options[name]
  if (text === undefined) return undefined
  const value = accept(text)
  if (value === undefined) errors.push(`--${name} '${text}' must be ${wanted}`)
  return value
}

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
    else if (token.value === undefined) errors.push(`--${name} needs a value`)
    else options[name] = token.value
  }
  return options
}

function readFiscalYear(options: Options): number | undefined {
  if (options['fiscal-year'] === undefined) errors.push('--fiscal-year is missing')
  const accept = (text: string) => {
    const year = /^\d{4}$/.test(text) ? Number(text) : Number.NaN
    return isFiscalYear(year) ? year : undefined
  }
  return read(options, 'fiscal-year', accept, `a year from ${FIRST_FISCAL_YEAR} to ${LAST_FISCAL_YEAR}`)
}

function readClosedDays(options: Options): ClosedDay[] {
  const days = options.closed?.split(',') ?? []
  for (const day of days)
    if (!isLocalDay(day)) errors.push(`--closed '${day}' must be a day that exists, as YYYY-MM-DD`)
  return days.map(day => ({ day, label: '休診日' }))
}

function readPreset(options: Options, preset: string): DutyRules | undefined {
  const leadIn = read(
    options,
    'lead-in',
    text => (text === 'first-day' ? 'firstDay' : text === 'none' ? 'none' : undefined),
    'first-day or none',
  )
  const startTime = (text: string) => (isLocalTime(text) && text !== '24:00' ? text : undefined)
  const endTime = (text: string) => (isLocalTime(text) ? text : undefined)
  const start = read(options, 'start', startTime, 'a time from 00:00 to 23:59')
  const end = read(options, 'end', endTime, 'a time from 00:00 to 24:00')
  const weekday = (text: string) => ([0, 1, 2, 3, 4, 5, 6] as const).find(day => WEEKDAYS[day] === text)
  const handoffDay = read(options, 'handoff-day', weekday, WEEKDAYS.join(', '))
  const handoffTime = read(options, 'handoff-time', startTime, 'a time from 00:00 to 23:59')

  switch (preset) {
    case 'nanao':
      return nanaoRules(leadIn)
    case 'nanao-first-day-lead-in':
      return nanaoRules(leadIn ?? 'firstDay')
    case 'every-night':
      return everyNightRules(start, end)
    case 'saturday-afternoon':
      return presets['saturday-afternoon']
    case 'weekly':
      return weeklyRules(handoffDay, handoffTime)
    default:
      errors.push(`unknown preset '${preset}': one of ${Object.keys(presets).join(', ')}`)
      return undefined
  }
}

function readRulesFile(file: string): DutyRules | undefined {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    errors.push(`--rules '${file}' cannot be read as JSON: ${error instanceof Error ? error.message : error}`)
    return undefined
  }
  const read = dutyRulesSchema.safeParse(content)
  for (const { path, message } of read.error?.issues ?? [])
    errors.push(`--rules '${file}' at ${path.join('.') || 'the top'}: ${message}`)
  return read.data
}

function readScheme(options: Options): DutyRules | undefined {
  const { preset, rules } = options
  if (preset !== undefined && rules !== undefined) errors.push('--preset and --rules exclude each other')
  if (rules === undefined && preset === undefined) errors.push('--preset is missing')
  const schemeIsKnown = rules !== undefined || Object.hasOwn(presets, preset ?? '')
  for (const name of OPTIONS) {
    const owners = PRESETS_WITH[name]
    if (schemeIsKnown && owners && options[name] !== undefined && !owners.includes(preset ?? ''))
      errors.push(`--${name} is an option of ${owners.join(' and ')} only`)
  }
  if (rules !== undefined) return readRulesFile(rules)
  return preset === undefined ? undefined : readPreset(options, preset)
}

const spanOf = ({ start, end }: Interval): string => `${wallClockOf(start)} to ${wallClockOf(end)}`
const nameOf = (unit: DutyUnit): string => `${unit.rule} of ${unit.day} (${spanOf(unit)})`

const rowOf = (unit: DutyUnit) => ({
  start: wallClockOf(unit.start),
  end: wallClockOf(unit.end),
  hours: hoursOf(unit),
  class: unit.holidayClass,
  label: unit.label,
  ...(unit.tentative ? { tentative: true } : {}),
})

/** Each line to stderr, kept one line whatever the input had in it. */
function complain(lines: readonly string[], exitCode: number): number {
  for (const line of lines) console.error(`units: ${line.replace(/\s+/g, ' ')}`)
  return exitCode
}

function main(): number {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') {
    console.log(USAGE)
    return 0
  }
  const fiscalYear = readFiscalYear(options)
  const closedDays = readClosedDays(options)
  const scheme = readScheme(options)
  if (errors.length > 0 || !fiscalYear || !scheme) return complain(errors, 2)

  const plan = planYear(scheme, closedDays, fiscalYear)
  if (!plan.ok)
    return complain(
      plan.overlaps.map(([a, b]) => `${nameOf(a)} overlaps ${nameOf(b)}`),
      1,
    )
  console.log(`[\n${plan.units.map(unit => `  ${JSON.stringify(rowOf(unit))}`).join(',\n')}\n]`)
  return complain(
    plan.uncovered.map(
      gap => `uncovered: ${spanOf(gap)}, ${hoursOf(gap)} hours${gap.block ? ` in ${gap.block}` : ''}`,
    ),
    0,
  )
}

process.exitCode = main()
