import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { type OpenDatabase, openPostgres, openSqlite } from '../../db/open.ts'
import type { DemoFile } from '../../db/seeds/demo-file.ts'
import { fiscalYearOf } from '../../server/calendar/fiscal-year.ts'
import type { AssociationView } from '../../server/directory/directory-view.ts'
import type {
  RosterDraft,
  RosterPublication,
  RosterSummary,
  UnitView,
} from '../../server/roster/roster-view.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import type { Ended } from '../setup/server.ts'

const THIS_YEAR = fiscalYearOf(localDayOf(Date.now()))
export const NEXT_YEAR = THIS_YEAR + 1

export const SCHEMES = ['minato-locum', 'ward-kita-locum'] as const

/** Runs `work` over `items`, two at a time: as many as the smallest machine has cores. */
export async function twoAtATime<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all([worker(), worker()])
}

/** `count` moments spread evenly over `[from, to]`. */
export const sweep = (count: number, from: number, to: number): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))

/** Preloaded into a server, it counts steps and dies before step `DIE_AT`. */
export const COUNTING = new URL('die-at.ts', import.meta.url).pathname

/** How many steps a server that was not killed has counted. */
export const stepsOf = ({ stderr }: Ended): number => Number(/^(\d+) steps$/m.exec(stderr)?.[1])

/** The names in a data folder, but for the two that SQLite makes and takes away as it likes. */
export const filesIn = (dataDir: string): string[] =>
  readdirSync(dataDir).filter(name => !/-(wal|shm)$/.test(name))

export const fileOf = (dataDir: string): string => join(dataDir, 'rinban.sqlite')

/** Keys are made in a step of their own, and sessions are noted whenever somebody asks for something. */
const APART = new Set(['data_key', 'session'])

/** Noted whenever a calendar program reads, and written some time afterwards. */
const NOTED_BY_READERS = ['last_read_at', 'last_read_by']

/** Every row of every table, as left by whoever had the database last. */
export type Snapshot = Map<string, Record<string, unknown>[]>

/** Where a database is: a path, or a postgres:// URL. */
export const openAt = (where: string): OpenDatabase =>
  where.startsWith('postgres:')
    ? openPostgres(where, error => {
        throw error
      })
    : openSqlite(where)

/** Reads the database without changing it; an SQLite file must also pass its own two checks. */
export async function snapshotOf(where: string): Promise<Snapshot> {
  const open = openAt(where)
  try {
    if (open.kind === 'sqlite') await expectSoundFile(open)
    const tables = (await open.db.introspection.getTables()).map(table => table.name)
    const snapshot: Snapshot = new Map()
    for (const table of tables.filter(name => !APART.has(name))) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(open.db)
      for (const row of rows) for (const column of NOTED_BY_READERS) delete row[column]
      snapshot.set(table, rows)
    }
    return snapshot
  } finally {
    await open.db.destroy()
  }
}

async function expectSoundFile({ db }: OpenDatabase): Promise<void> {
  expect((await sql`pragma integrity_check`.execute(db)).rows).toEqual([{ integrity_check: 'ok' }])
  expect((await sql`pragma foreign_key_check`.execute(db)).rows).toEqual([])
}

/** What an empty database at `where` holds when it has got the schema, and nothing else. */
export async function snapshotOfSchema(where: string): Promise<Snapshot> {
  const open = openAt(where)
  await migrate(open)
  await open.db.destroy()
  return snapshotOf(where)
}

/**
 * Compares databases that were made by the same steps at different times: two undisturbed ones show in
 * which columns chance and clock leave no trace, and only those columns count. Row numbers always count.
 */
export function likeness(one: Snapshot, other: Snapshot): (snapshot: Snapshot) => Record<string, string[]> {
  const column = (rows: Snapshot, table: string, name: string) =>
    JSON.stringify((rows.get(table) ?? []).map(row => JSON.stringify(row[name])).sort())
  const agreed = (table: string, name: string) => column(one, table, name) === column(other, table, name)
  return snapshot =>
    Object.fromEntries(
      [...snapshot].map(([table, rows]) => {
        const names = Object.keys(rows[0] ?? {}).filter(name => agreed(table, name))
        return [table, rows.map(row => JSON.stringify(names.map(name => row[name]))).sort()]
      }),
    )
}

export async function get<Body>(url: string): Promise<Body> {
  const response = await fetch(url)
  expect(response.status, url).toBe(200)
  return (await response.json()) as Body
}

export const rosterUrl = (baseUrl: string, scheme: string, year: number): string =>
  `${baseUrl}/api/schemes/${scheme}/rosters/${year}`

/** Publishes next year's draft; `cookie` is of somebody who may. */
export const publish = (
  baseUrl: string,
  scheme: string,
  revision: number,
  cookie: string,
): Promise<Response> =>
  fetch(`${rosterUrl(baseUrl, scheme, NEXT_YEAR)}/publications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ revision }),
  })

const openPosts = (units: readonly UnitView[]): UnitView[] =>
  units.filter(unit => unit.assignments.length === 0 || unit.assignments.some(({ physician }) => !physician))

/** The last year of the port town and this year published once, next year drafted, and nobody missing, as everybody outside sees it. */
export async function expectWholeDistrict(baseUrl: string): Promise<void> {
  const { associations } = await get<{ associations: AssociationView[] }>(`${baseUrl}/api/associations`)
  const years = [
    { fiscalYear: THIS_YEAR, drafted: true, published: 1 },
    { fiscalYear: NEXT_YEAR, drafted: true, published: null },
  ]
  expect(
    associations.map(({ id, physicians, schemes }) => ({ id, physicians, years: schemes[0]?.years })),
  ).toEqual([
    {
      id: 'minato',
      physicians: 14,
      years: [{ fiscalYear: THIS_YEAR - 1, drafted: true, published: 1 }, ...years],
    },
    { id: 'ward-kita', physicians: 24, years },
  ])
  for (const scheme of SCHEMES) {
    const published = await get<RosterPublication>(`${rosterUrl(baseUrl, scheme, THIS_YEAR)}/publications/1`)
    const draft = await get<RosterDraft>(`${rosterUrl(baseUrl, scheme, NEXT_YEAR)}/draft`)
    for (const { units } of [published, draft]) {
      expect(units.length).toBeGreaterThan(50)
      expect(openPosts(units)).toEqual([])
    }
  }
}

export const CALENDARS = SCHEMES.length + 14 + 24

/** `demo.json` is for its owner alone, complete, and every address in it answers at `baseUrl`. */
export async function expectDemoFile(dataDir: string, baseUrl: string): Promise<void> {
  const path = join(dataDir, 'demo.json')
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
  const demo = JSON.parse(readFileSync(path, 'utf8')) as DemoFile
  expect(demo.baseUrl).toBe(baseUrl)
  expect(demo.everyFeed).toHaveLength(CALENDARS)
  for (const { url } of demo.everyFeed) {
    const response = await fetch(url)
    expect(response.status).toBe(200)
    expect(await response.text()).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*\r\nEND:VCALENDAR\r\n$/)
  }
}

/** The scheme's calendar as the program of a subscriber unfolds it. */
export async function schemeCalendar(dataDir: string, scheme: (typeof SCHEMES)[number]): Promise<string> {
  const demo = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as DemoFile
  const feed = demo.everyFeed.filter(({ audience }) => audience === 'scheme')[SCHEMES.indexOf(scheme)]
  return (await (await fetch(feed?.url ?? '')).text()).replace(/\r\n /g, '')
}

export const summaryOf = (baseUrl: string, scheme: string): Promise<RosterSummary> =>
  get<RosterSummary>(rosterUrl(baseUrl, scheme, NEXT_YEAR))
