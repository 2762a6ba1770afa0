import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { presets } from '../../../server/duty/presets.ts'
import { holiday, night, saturday } from './a-scheme.ts'

const script = fileURLToPath(new URL('../../../scripts/units.ts', import.meta.url))

/** Runs in the zone of the test's own process, so the suite runs it in three. */
function units(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
  return { stdout, lines: stderr.split('\n').filter(line => line !== ''), status }
}
const rows = (...args: string[]) => JSON.parse(units(...args).stdout)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'units-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
function rulesFile(content: unknown): string {
  const file = join(folder, 'rules.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

describe('units --preset nanao --fiscal-year 2016', () => {
  const run = units('--preset', 'nanao', '--fiscal-year', '2016')
  const printed = JSON.parse(run.stdout)

  it('prints 68 units, 51 of 36 hours and 17 of 24, sorted', () => {
    expect(printed).toHaveLength(68)
    expect(printed.filter((unit: { hours: number }) => unit.hours === 36)).toHaveLength(51)
    expect(printed.filter((unit: { hours: number }) => unit.hours === 24)).toHaveLength(17)
    const starts = printed.map((unit: { start: string }) => unit.start)
    expect(starts).toEqual(starts.toSorted())
  })

  it('writes the wall clock of Tokyo, 24:00 as 00:00 of the next day, in five fields', () => {
    expect(printed[0]).toEqual({
      start: '2016-04-02T12:00',
      end: '2016-04-04T00:00',
      hours: 36,
      class: 'sunday',
      label: '日曜日',
    })
  })

  it('names the uncovered eves beside it, not in it, and succeeds', () => {
    expect(run.status).toBe(0)
    expect(run.lines).toHaveLength(8)
    expect(run.lines[0]).toBe('units: uncovered: 2016-05-02T12:00 to 2016-05-03T00:00, 12 hours')
  })
})

describe('units', () => {
  it('takes the closed days and the lead-in', () => {
    const run = units(
      ...['--preset', 'nanao', '--fiscal-year', '2016', '--closed', '2016-12-31,2017-01-03'],
      ...['--lead-in', 'first-day'],
    )
    expect(run.lines).toEqual([])
    expect(JSON.parse(run.stdout)).toContainEqual({
      start: '2016-12-30T12:00',
      end: '2017-01-01T00:00',
      hours: 36,
      class: 'yearEnd',
      label: '休診日',
    })
  })

  it('lets --lead-in decide whichever Nanao preset is named', () => {
    const literal = rows('--preset', 'nanao', '--fiscal-year', '2016')
    const leadIn = rows('--preset', 'nanao', '--fiscal-year', '2016', '--lead-in', 'first-day')
    expect(rows('--preset', 'nanao-first-day-lead-in', '--fiscal-year', '2016')).toEqual(leadIn)
    expect(rows('--preset', 'nanao-first-day-lead-in', '--fiscal-year', '2016', '--lead-in', 'none')).toEqual(
      literal,
    )
  })

  it('marks what hangs on a holiday not yet announced', () => {
    const tentative = rows('--preset', 'nanao', '--fiscal-year', '2028').filter(
      (unit: { tentative?: boolean }) => unit.tentative,
    )
    expect(tentative[0]).toMatchObject({ label: '昭和の日', tentative: true })
  })

  it('takes the hours of the nights and of the handoff', () => {
    expect(
      rows('--preset', 'every-night', '--fiscal-year', '2016', '--start', '19:30', '--end', '24:00')[0],
    ).toMatchObject({ start: '2016-04-01T19:30', end: '2016-04-02T00:00', hours: 4.5 })
    expect(
      rows('--preset=weekly', '--fiscal-year=2016', '--handoff-day=friday', '--handoff-time=17:00')[0],
    ).toMatchObject({ start: '2016-04-01T17:00', end: '2016-04-08T17:00', hours: 168 })
  })

  it('takes a composed scheme from a file', () => {
    const file = rulesFile({ rules: [holiday, night({ closedHours: 'leaveToHoliday' })], promises: [] })
    expect(rows('--rules', file, '--fiscal-year', '2016').slice(0, 2)).toMatchObject([
      { start: '2016-04-01T18:00', class: 'night' },
      { start: '2016-04-02T12:00', class: 'sunday' },
    ])
  })

  it('names the units that overlap, prints none and fails', () => {
    const run = units(
      '--rules',
      rulesFile({ rules: [holiday, saturday()], promises: [] }),
      '--fiscal-year',
      '2016',
    )
    expect(run).toMatchObject({ status: 1, stdout: '' })
    expect(run.lines[0]).toBe(
      'units: saturday of 2016-04-02 (2016-04-02T12:00 to 2016-04-03T00:00)' +
        ' overlaps holiday of 2016-04-03 (2016-04-02T12:00 to 2016-04-04T00:00)',
    )
  })

  it('explains itself', () => {
    const run = units('--help')
    expect(run).toMatchObject({ status: 0, lines: [] })
    for (const preset of Object.keys(presets)) expect(run.stdout).toContain(preset)
  })
})

describe('bad input is one clear line each, all together, nothing printed, and a failure', () => {
  const refused = (lines: string[]) => ({ status: 2, stdout: '', lines: lines.map(line => `units: ${line}`) })
  const yearMust = 'must be a year from 1949 to 2100'
  const dayMust = 'must be a day that exists, as YYYY-MM-DD'
  const presetMust = `one of ${Object.keys(presets).join(', ')}`

  it.each([
    ['nothing given', '', ['--fiscal-year is missing', '--preset is missing']],
    [
      'an unknown preset, the year before the first, a day that does not exist',
      '--preset narnia --fiscal-year 1948 --closed 2017-02-29',
      [
        `--fiscal-year '1948' ${yearMust}`,
        `--closed '2017-02-29' ${dayMust}`,
        `unknown preset 'narnia': ${presetMust}`,
      ],
    ],
    [
      'a preset named as every object has it, the year after the last, a malformed day among good ones',
      '--preset constructor --fiscal-year 2101 --closed 2016-12-31,2017/1/3',
      [
        `--fiscal-year '2101' ${yearMust}`,
        `--closed '2017/1/3' ${dayMust}`,
        `unknown preset 'constructor': ${presetMust}`,
      ],
    ],
    [
      'an era for a year, no day at all, an unknown lead-in',
      '--preset nanao --fiscal-year H28 --closed= --lead-in second-day',
      [
        `--fiscal-year 'H28' ${yearMust}`,
        `--closed '' ${dayMust}`,
        "--lead-in 'second-day' must be first-day or none",
      ],
    ],
    [
      'an option of another preset, an unknown option, a stray word, an option twice, a value forgotten',
      '--preset nanao --fiscal-year 2016 --start 18:00 --verbose please --preset weekly --closed',
      [
        "unknown option '--verbose'",
        "unexpected argument 'please'",
        '--preset is given twice',
        '--closed needs a value',
        '--start is an option of every-night only',
      ],
    ],
    [
      'a weekday cut short, a handoff at 24:00',
      '--preset weekly --fiscal-year 2016.0 --handoff-day mon --handoff-time 24:00',
      [
        `--fiscal-year '2016.0' ${yearMust}`,
        "--handoff-day 'mon' must be sunday, monday, tuesday, wednesday, thursday, friday, saturday",
        "--handoff-time '24:00' must be a time from 00:00 to 23:59",
      ],
    ],
  ])('%s', (_title, command, lines) => {
    expect(units(...command.split(' ').filter(word => word !== ''))).toEqual(refused(lines))
  })

  it('two lines in one value', () => {
    const run = units('--preset', 'nanao', '--fiscal-year', '2016', '--closed', '2016-12-31\n')
    expect(run).toEqual(refused([`--closed '2016-12-31 ' ${dayMust}`]))
  })

  it('a preset and a file', () => {
    const file = rulesFile({ rules: [holiday], promises: [] })
    const run = units('--preset', 'nanao', '--rules', file, '--fiscal-year', '2016')
    expect(run).toEqual(refused(['--preset and --rules exclude each other']))
  })

  it.each([
    ['a file that is not there', () => join(folder, 'none.json'), /cannot be read as JSON: ENOENT/],
    ['a file that is not JSON', () => rulesFile('rules:'), /cannot be read as JSON: /],
    [
      'a rule without its hours',
      () => rulesFile({ rules: [{ kind: 'weekly', key: 'w', weekday: 1 }], promises: [] }),
      / at rules\.0\.handoff: /,
    ],
  ])('%s', (_title, file, line) => {
    const run = units('--rules', file(), '--fiscal-year', '2016')
    expect(run).toMatchObject({ status: 2, stdout: '', lines: [expect.stringMatching(line)] })
  })
})
