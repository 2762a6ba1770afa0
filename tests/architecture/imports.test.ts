import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The import directions of the house, read from the sources themselves. */

const root = new URL('../..', import.meta.url).pathname

/** `erased`: of types alone, so that nothing of the target is there when the program runs. */
type Import = { file: string; target: string; erased: boolean }

const files = globSync(['server/**/*.ts', 'db/**/*.ts', 'scripts/**/*.ts', 'web/**/*.{ts,svelte}'], {
  cwd: root,
  exclude: path => path.includes('dist'),
})

const IMPORT = /(?:(?:(import|export) (type )?[^'"]*?from\s+)|import\s+|import\()'([^']+)'/g

const imports: Import[] = files.flatMap(file =>
  [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map(([, , type, target = '']) => ({
    file,
    erased: type !== undefined,
    target: target.startsWith('.') ? normalize(join(dirname(file), target)) : target,
  })),
)

const domainOf = (path: string): string | null => /^server\/([^/]+)\//.exec(path)?.[1] ?? null
const roleOf = (path: string): string =>
  /\.(repository|service|routes)\.ts$/.exec(path)?.[1] ?? (domainOf(path) === 'http' ? 'http' : 'core')

const offenders = (breaks: (edge: Import) => boolean): string[] =>
  imports.filter(breaks).map(({ file, target }) => `${file} → ${target}`)

const isCore = (path: string): boolean => domainOf(path) !== null && roleOf(path) === 'core'

const targetsOf = Map.groupBy(imports, ({ file }) => file)

/** Everything `file` reaches through imports, itself included. */
function reach(file: string, follow: (edge: Import) => boolean, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const edge of targetsOf.get(file) ?? []) if (follow(edge)) reach(edge.target, follow, seen)
  return seen
}

describe('the files read for these rules', () => {
  it('are there, with their imports', () => {
    expect(files.length).toBeGreaterThan(60)
    expect(imports.length).toBeGreaterThan(200)
  })
})

describe('roles', () => {
  it('core imports core only', () => {
    expect(
      offenders(({ file, target }) => isCore(file) && domainOf(target) !== null && !isCore(target)),
    ).toEqual([])
  })

  it('core knows nothing of the database, the configuration or the world outside', () => {
    const outside =
      /^(db\/|server\/(context|config|app|main)\.ts$|kysely$|hono|@hono\/node-server|node:(fs|http|net))/
    expect(offenders(({ file, target }) => isCore(file) && outside.test(target))).toEqual([])
  })

  it('routes call services, never repositories', () => {
    expect(
      offenders(({ file, target }) => roleOf(file) === 'routes' && roleOf(target) === 'repository'),
    ).toEqual([])
  })

  it('a repository is used by its own domain only', () => {
    expect(
      offenders(({ file, target }) => roleOf(target) === 'repository' && domainOf(file) !== domainOf(target)),
    ).toEqual([])
  })

  it('nothing but composition imports routes', () => {
    expect(offenders(({ file, target }) => roleOf(target) === 'routes' && file !== 'server/app.ts')).toEqual(
      [],
    )
  })
})

describe('directions', () => {
  const order = ['time', 'calendar', 'duty', 'roster', 'coverage', 'requests']

  it(`${order.join(' < ')}`, () => {
    const rank = (path: string) => order.indexOf(domainOf(path) ?? '')
    expect(
      offenders(({ file, target }) => rank(file) >= 0 && rank(target) >= 0 && rank(target) > rank(file)),
    ).toEqual([])
  })

  it('no cycles', () => {
    const cyclic = files.filter(file =>
      targetsOf.get(file)?.some(({ target }) => target !== file && reach(target, () => true).has(file)),
    )
    expect(cyclic).toEqual([])
  })

  it('feeds, notices and sheets reach no patient data', () => {
    const leaks = files
      .filter(file => ['feeds', 'notices', 'reports'].includes(domainOf(file) ?? ''))
      .filter(file =>
        [...reach(file, ({ erased }) => !erased)].some(target => domainOf(target) === 'patients'),
      )
    expect(leaks).toEqual([])
  })

  it('the page takes from the server types, wording keys and pure rules only', () => {
    // One judge for both: the year table says at once what an edit breaks and costs, by the rules of the rota maker.
    const judge =
      /^server\/roster\/(remark|editing\/draft-edit|gate\/(gate|waiver)|optimiser\/(candidates-for|cost|explain-rota|group|hard-rules|instance|newly-broken))\.ts$/
    const allowed =
      /^server\/(app|time\/[^/]+|http\/refusal|http\/api|calendar\/(fiscal-year|closed-days)|identity\/role|directory\/stations\/(evidence|hours-of-cover|patient-reference|phone-number|station-cover|station-state)|patients\/calls\/call|[^/]+\/(?:[^/]+\/)?[^/]+-view)\.ts$/
    expect(
      offenders(
        ({ file, target }) =>
          file.startsWith('web/') &&
          target.startsWith('server/') &&
          !allowed.test(target) &&
          !judge.test(target),
      ),
    ).toEqual([])
  })
})

describe('packages', () => {
  it.each([
    ['ical-generator', /^server\/feeds\//],
    ['pdfkit', /^server\/reports\//],
    ['ical.js', /^server\/roster\/wishes\//],
    ['rrule', /^server\/(calendar|duty|roster)\//],
    ['japanese-holidays', /^server\/calendar\//],
    ['better-sqlite3', /^db\//],
    ['pg', /^db\//],
  ])('%s is imported only where it belongs', (name, room) => {
    expect(offenders(({ file, target }) => target === name && !room.test(file))).toEqual([])
    expect(imports.some(({ target }) => target === name)).toBe(true)
  })
})

describe('names', () => {
  it('no room for odds and ends', () => {
    expect(files.filter(file => /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.)/.test(file))).toEqual([])
  })
})
