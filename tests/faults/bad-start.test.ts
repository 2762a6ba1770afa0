import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { expect, inject, it, onTestFinished } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openSqlite } from '../../db/open.ts'
import { emptyFolder, launchServer, type ServerSettings } from '../setup/server.ts'

/** The one line with which a start is refused; fails when there is more, or less, or the start succeeds. */
async function refusalOf(settings: ServerSettings): Promise<string> {
  const { code, stdout, stderr } = await launchServer(settings).ended
  expect({ code, stdout, lines: stderr.split('\n').length - 1 }).toEqual({ code: 2, stdout: '', lines: 1 })
  return stderr.trimEnd()
}

/** A port on which `server` listens until the test is over. */
async function portOf(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** A folder that does not exist yet, so that a test sees whether anything was made. */
const unmadeFolder = (): string => join(emptyFolder(), 'data')

it.each([
  [{ PORT: 'abc' }, 'PORT: must be a number from 0 to 65535'],
  [{ PORT: '70000' }, 'PORT: must be a number from 0 to 65535'],
  [{ HOST: 'two words' }, 'HOST: must be a host name or an address, such as 127.0.0.1'],
  [{ DATABASE_URL: 'mysql://rinban@127.0.0.1/rinban' }, 'DATABASE_URL: must begin with postgres://'],
  [
    { BASE_URL: 'https://rinban.example.jp/rinban' },
    'BASE_URL: must be an origin such as https://rinban.example.jp, without a path',
  ],
  [{ RINBAN_DEMO: 'maybe' }, 'RINBAN_DEMO: must be on or off'],
  [{ RINBAN_TYPO: 'on' }, 'RINBAN_TYPO: no such setting'],
])('%j is refused with one line, and no folder is made', async (env, line) => {
  const dataDir = unmadeFolder()
  expect(await refusalOf({ dataDir, env })).toBe(`rinban: ${line}`)
  expect(existsSync(dataDir)).toBe(false)
})

it('several bad variables get a line each', async () => {
  const { code, stderr } = await launchServer({ env: { PORT: 'abc', RINBAN_DEMO: 'maybe' } }).ended
  expect(code).toBe(2)
  expect(stderr).toBe(
    'rinban: PORT: must be a number from 0 to 65535\nrinban: RINBAN_DEMO: must be on or off\n',
  )
})

it('a host that is nowhere is refused', async () => {
  const dataDir = unmadeFolder()
  expect(await refusalOf({ dataDir, env: { HOST: '192.0.2.1' } })).toMatch(
    /^rinban: HOST, PORT: cannot listen on 192\.0\.2\.1 \(listen EADDRNOTAVAIL/,
  )
  expect(existsSync(dataDir)).toBe(false)
})

it('a port in use is refused before anything is touched', async () => {
  const dataDir = unmadeFolder()
  const port = await portOf(createServer())
  expect(await refusalOf({ dataDir, env: { PORT: String(port) } })).toBe(
    `rinban: HOST, PORT: cannot listen on 127.0.0.1 (listen EADDRINUSE: address already in use 127.0.0.1:${port})`,
  )
  expect(existsSync(dataDir)).toBe(false)
})

it('a data folder that may not be written in is refused', async () => {
  const dataDir = emptyFolder()
  chmodSync(dataDir, 0o555)
  const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {}
  expect(await refusalOf({ dataDir, ...nobody })).toBe(
    `rinban: DATA_DIR: cannot write in ${dataDir} (EACCES: permission denied, access '${dataDir}')`,
  )
  expect(readdirSync(dataDir)).toEqual([])
})

it('a data folder that is a file is refused', async () => {
  const dataDir = join(emptyFolder(), 'data')
  writeFileSync(dataDir, 'a letter')
  expect(await refusalOf({ dataDir })).toBe(
    `rinban: DATA_DIR: cannot write in ${dataDir} (EEXIST: file already exists, mkdir '${dataDir}')`,
  )
  expect(readFileSync(dataDir, 'utf8')).toBe('a letter')
})

it.each([
  ['text', 'This is not a database. '.repeat(1_000)],
  ['a database with its head cut off', '\0'.repeat(8_192)],
])('a database file that is %s is refused and left as it is', async (_what, text) => {
  const dataDir = emptyFolder()
  const file = join(dataDir, 'rinban.sqlite')
  writeFileSync(file, text)
  expect(await refusalOf({ dataDir })).toBe(
    `rinban: ${file}: cannot open the database (file is not a database)`,
  )
  expect(readFileSync(file, 'utf8')).toBe(text)
  expect(readdirSync(dataDir)).toEqual(['rinban.sqlite'])
})

it('a database file that is a folder is refused', async () => {
  const dataDir = emptyFolder()
  mkdirSync(join(dataDir, 'rinban.sqlite'))
  expect(await refusalOf({ dataDir })).toMatch(/cannot open the database \(unable to open database file\)$/)
})

it('a database newer than the program is refused and left as it is', async () => {
  const dataDir = emptyFolder()
  const file = join(dataDir, 'rinban.sqlite')
  const open = openSqlite(file)
  await migrate(open)
  const raw = open.db.withTables<{ kysely_migration: { name: string; timestamp: string } }>()
  await raw.insertInto('kysely_migration').values({ name: '9999-later', timestamp: '' }).execute()
  await open.db.destroy()
  const before = readFileSync(file)
  expect(await refusalOf({ dataDir })).toBe(
    `rinban: ${file}: made by a newer Rinban, which must be started instead (unknown here: 9999-later)`,
  )
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(existsSync(join(dataDir, 'demo.json'))).toBe(false)
})

it('a demo.json that cannot be written is refused, and the district is not put in', async () => {
  const dataDir = emptyFolder()
  mkdirSync(join(dataDir, 'demo.json'))
  expect(await refusalOf({ dataDir })).toMatch(/^rinban: EISDIR: .*demo\.json'$/)
  const { db } = openSqlite(join(dataDir, 'rinban.sqlite'))
  expect(await db.selectFrom('association').selectAll().execute()).toEqual([])
  await db.destroy()
})

it('a DATABASE_URL where nobody answers is refused without its password', async () => {
  const hangsUp = await portOf(createServer(socket => socket.once('data', () => socket.end())))
  const silent = await portOf(createServer())
  const closed = 1
  const refusals = await Promise.all(
    [hangsUp, silent, closed].map(async port => {
      const DATABASE_URL = `postgres://rinban:secret@127.0.0.1:${port}/rinban`
      return await refusalOf({ env: { DATABASE_URL } })
    }),
  )
  expect(refusals).toEqual([
    'rinban: DATABASE_URL: cannot open the database (Connection terminated unexpectedly)',
    'rinban: DATABASE_URL: cannot open the database (Connection terminated due to connection timeout)',
    'rinban: DATABASE_URL: cannot open the database (connect ECONNREFUSED 127.0.0.1:1)',
  ])
})

it.skipIf(!inject('postgres'))('a DATABASE_URL of a database that is not there is refused', async () => {
  const url = new URL(inject('postgres') ?? '')
  url.pathname = '/nowhere'
  expect(await refusalOf({ env: { DATABASE_URL: url.href } })).toBe(
    'rinban: DATABASE_URL: cannot open the database (database "nowhere" does not exist)',
  )
})
