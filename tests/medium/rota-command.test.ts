import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { plantedInstance } from '../../scripts/bench/planted-instance.ts'
import type { RotaResult } from '../../server/roster/optimiser/result.ts'
import { aRotaInstance, aRotaPerson } from '../builders/rota-instance.ts'
import { oracleBroken, oracleCost } from '../rules/roster/oracle.ts'

const SCRIPT = new URL('../../scripts/rota.ts', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'rinban-rota-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fileOf = (name: string): string => join(folder, name)
function write(name: string, json: unknown): string {
  writeFileSync(fileOf(name), JSON.stringify(json))
  return fileOf(name)
}
const read = (file: string): RotaResult => JSON.parse(readFileSync(file, 'utf8'))

/** Runs the command, and does `atFirstWord` when it says first how far it is. */
function rota(args: string[], atFirstWord?: (child: ChildProcess) => void) {
  const child = spawn(process.execPath, [SCRIPT, ...args])
  let [out, err] = ['', '']
  child.stdout.on('data', text => (out += text))
  child.stderr.on('data', text => {
    if (err === '') atFirstWord?.(child)
    err += text
  })
  return new Promise<{ code: number | null; out: string; err: string }>(resolve => {
    child.on('close', code => resolve({ code, out, err }))
  })
}

describe('npm run rota', () => {
  it('writes the proven best rota, explained, and nothing else', async () => {
    const instance = plantedInstance('A', 2)
    const output = fileOf('result.json')
    const input = write('instance.json', instance)
    const run = await rota([
      '--input',
      input,
      '--output',
      output,
      '--seconds',
      '30',
      '--seed',
      '3',
      '--explain',
      'yes',
    ])
    expect(run).toMatchObject({ code: 0, out: '' })
    const result = read(output)
    expect(result).toMatchObject({ status: 'optimal', seed: 3, conflicts: [], reproducible: true })
    expect(oracleBroken(instance, result.assignments)).toEqual([])
    expect(result.objective).toBeCloseTo(oracleCost(instance, result.assignments), 6)
    expect(result.explanation).toHaveLength(73)
    expect(readdirSync(folder).sort()).toEqual(['instance.json', 'result.json'])
  })

  it('keeps to a strict precedence and to the posts of each, and writes what each stage costs', async () => {
    const instance = aRotaInstance({
      posts: ['primary', 'backup'],
      postShare: [1, 0.5],
      people: [aRotaPerson('sato', { posts: ['primary'] }), aRotaPerson('suzuki'), aRotaPerson('tanaka')],
      want: ['u0', 'u7', 'u14', 'u21'].map(unit => ({ person: 'suzuki', unit })),
      precedence: ['wants', 'burden'],
    })
    const output = fileOf('stages.json')
    const { code } = await rota(['--input', write('precedence.json', instance), '--output', output])
    expect(code).toBe(0)
    const result = read(output)
    expect(result).toMatchObject({
      status: 'optimal',
      stages: [{ kind: 'wants', cost: 0, bound: 0 }, { kind: 'burden' }, { kind: 'rest' }],
    })
    expect(oracleBroken(instance, result.assignments)).toEqual([])
  })

  it('writes what is in the way, and the ways out, when there is no rota', async () => {
    const instance = aRotaInstance({
      people: [aRotaPerson('sato', { max: 1 }), aRotaPerson('suzuki', { max: 2 })],
    })
    const output = fileOf('infeasible.json')
    const { code } = await rota(['--input', write('short.json', instance), '--output', output])
    expect(code).toBe(0)
    expect(read(output)).toMatchObject({
      status: 'infeasible',
      stopped: 'proof',
      conflicts: [{ kind: 'capacity', duties: 4, maxima: 3 }, { kind: 'unfilled' }],
      remedies: [{ price: 8, relaxations: [{ kind: 'aboveMax' }] }, { price: 8 }, {}],
    })
    expect(read(output).remedies?.map(({ assignments }) => assignments.length)).toEqual([4, 4, 3])
  })

  it('keeps the best so far when it is interrupted', async () => {
    const instance = plantedInstance('C', 1)
    const output = fileOf('interrupted.json')
    const { code } = await rota(
      ['--input', write('large.json', instance), '--output', output, '--seconds', '60'],
      child => child.kill('SIGINT'),
    )
    expect(code).toBe(0)
    const result = read(output)
    expect(result).toMatchObject({ status: 'feasible', stopped: 'cancelled', reproducible: false })
    expect(oracleBroken(instance, result.assignments)).toEqual([])
  })

  it('says everything that is wrong at once, and writes nothing', async () => {
    const input = write('bad.json', {
      ...aRotaInstance({ people: [aRotaPerson('sato', { min: 2, max: 1 })] }),
      days: 'many',
      pins: [{ unit: 'u0', post: 'locum', person: 'nobody' }],
    })
    const output = fileOf('never.json')
    const run = await rota([
      '--input',
      input,
      '--output',
      output,
      '--seconds',
      'soon',
      '--seed',
      '-1',
      '--fast',
    ])
    expect(run.code).toBe(2)
    for (const part of ['days: wrongType', 'people.0.min: minAboveMax', 'pins.0.person: unknownPerson']) {
      expect(run.err).toContain(part)
    }
    for (const part of ["--seconds 'soon'", "--seed '-1'", "unknown option '--fast'"])
      expect(run.err).toContain(part)
    expect(existsSync(output)).toBe(false)
  })

  it.each([
    ['no input and no output', [], ['--input is missing', '--output is missing']],
    ['an input that is not there', ['--input', 'nowhere.json', '--output', 'x'], ['cannot be read as JSON']],
  ])('refuses %s', async (_title, args, parts) => {
    const { code, err } = await rota(args)
    expect(code).toBe(2)
    for (const part of parts) expect(err).toContain(part)
  })

  it.each([
    ['in a folder that is not there', join(folder, 'no', 'such.json')],
    ['that is a folder', folder],
    ['below a file', join(SCRIPT, 'x.json')],
  ])('refuses an output %s before it searches, with all else that is wrong', async (_title, output) => {
    const input = write('fine.json', aRotaInstance())
    const { code, out, err } = await rota(['--input', input, '--output', output, '--seed', '-1'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`--output '${output}' cannot be written`)
    expect(err).toContain("--seed '-1'")
    expect(err).not.toContain('best')
  })

  it('leaves what was there when it refuses, and nothing else', async () => {
    const output = write('kept.json', 'kept')
    const before = readdirSync(folder)
    expect((await rota(['--input', 'nowhere.json', '--output', output])).code).toBe(2)
    expect(readdirSync(folder)).toEqual(before)
    expect(readFileSync(output, 'utf8')).toBe('"kept"')
  })

  it('prints the result when the output cannot be written any more', async () => {
    const instance = plantedInstance('C', 1)
    const gone = fileOf('gone')
    mkdirSync(gone)
    const { code, out, err } = await rota(
      ['--input', write('lost.json', instance), '--output', join(gone, 'result.json'), '--seconds', '60'],
      child => {
        rmSync(gone, { recursive: true })
        child.kill('SIGINT')
      },
    )
    expect(code).toBe(1)
    expect(err).toContain('is printed instead')
    expect(oracleBroken(instance, (JSON.parse(out) as RotaResult).assignments)).toEqual([])
  })

  it('explains itself', async () => {
    const { code, out } = await rota(['--help'])
    expect(code).toBe(0)
    expect(out).toContain('--seconds')
  })
})
