import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Db, openSqlite } from '../../db/open.ts'
import { withPreparedStatements } from '../../db/prepared-statements.ts'

describe('statements that stay prepared', () => {
  let folder: string
  let db: Db
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rinban-prepared-'))
    ;({ db } = openSqlite(join(folder, 'rinban.sqlite')))
    await sql`create table note (id integer)`.execute(db)
  })
  afterEach(async () => {
    await db.destroy()
    rmSync(folder, { recursive: true, force: true })
  })
  const all = async () => (await sql`select * from note order by id`.execute(db)).rows

  it('answer anew each time they are asked', async () => {
    expect(await all()).toEqual([])
    for (const id of [1, 2]) await sql`insert into note (id) values (${id})`.execute(db)
    expect(await all()).toEqual([{ id: 1 }, { id: 2 }])
  })

  it('know a column that came after them', async () => {
    await sql`insert into note (id) values (1)`.execute(db)
    expect(await all()).toEqual([{ id: 1 }])
    await sql`alter table note add column text text default 'x'`.execute(db)
    expect(await all()).toEqual([{ id: 1, text: 'x' }])
  })
})

describe('a statement is prepared once', () => {
  const prepared: string[] = []
  const connection = {
    close: () => {},
    prepare: (text: string) => {
      prepared.push(text)
      return {
        reader: true,
        all: () => [],
        run: () => ({ changes: 0, lastInsertRowid: 0 }),
        iterate: () => [].values(),
      }
    },
  }
  const asked = 'select 1'
  /** How often it is prepared when it is asked before and after some others. */
  const timesAround = (others: readonly string[], text = asked): number => {
    prepared.length = 0
    const kept = withPreparedStatements(connection)
    for (const one of [text, ...others, text]) kept.prepare(one)
    return prepared.filter(one => one === text).length
  }
  const different = (count: number) => Array.from({ length: count }, (_, n) => `select ${n + 2}`)

  it.each([
    ['with none between', [], 1],
    ['with 499 others between', different(499), 1],
    ['not with 500: the oldest is forgotten', different(500), 2],
    ['not when the schema changes', ['alter table note add column text text'], 2],
  ])('%s', (_title, others, times) => {
    expect(timesAround(others)).toBe(times)
  })

  it('not when it is as long as a portion of rows', () => {
    expect(timesAround([], `select ${'?, '.repeat(4_000)} 1`)).toBe(2)
  })
})
