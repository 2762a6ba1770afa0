import { execFile } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import type { Db } from '../../db/open.ts'
import { environmentOf } from '../setup/command.ts'
import { aContext } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const run = promisify(execFile)
const write = (db: Db, at: number) =>
  db.transaction().execute(trx => trx.updateTable('installation').set({ seeded_at: at }).execute())

/** Another server's commit is noticed within this at the latest. */
const NOTICED_MS = { sqlite: 11, postgres: 1_000 }

onEachDatabase('the mark of changes', ({ create, migrated }) => {
  it('is the same while nothing is written, and another at once after a commit of this process', async () => {
    const { db, changeMark, kind } = await migrated()
    for (let at = 1; at <= 5; at++) {
      const before = changeMark()
      await db.selectFrom('installation').selectAll().execute()
      // On PostgreSQL a second may just have passed.
      if (kind === 'sqlite') expect(changeMark()).toBe(before)
      await write(db, at)
      expect(changeMark()).not.toBe(before)
    }
  })

  it('is another after a commit of another connection', async () => {
    const database = await create()
    const [one, other] = [database.open(), database.open()]
    await migrate(one)
    const before = one.changeMark()
    await write(other.db, 1)
    await setTimeout(NOTICED_MS[one.kind])
    expect(one.changeMark()).not.toBe(before)
    for (const { db } of [one, other]) await db.destroy()
  })

  it('is another after a commit of another process', async () => {
    const open = await migrated()
    const { context } = aContext(open)
    const env = { ...process.env, ...(await environmentOf(open, context.config.dataDir)) }
    const before = open.changeMark()
    const script = `
      const { readConfig } = await import('./server/config.ts')
      const { openData } = await import('./server/open-data.ts')
      const { DATA_DIR, DATABASE_URL } = process.env
      const { db } = await openData(readConfig({ DATA_DIR, DATABASE_URL }).config, () => {})
      await db.updateTable('installation').set({ seeded_at: 7 }).execute()
      await db.destroy()`
    await run(process.execPath, ['--input-type=module', '-e', script], { env })
    expect(await open.db.selectFrom('installation').select('seeded_at').execute()).toEqual([{ seeded_at: 7 }])
    await setTimeout(NOTICED_MS[open.kind])
    expect(open.changeMark()).not.toBe(before)
  })

  it('asks nothing of the database once it is closed', async () => {
    const database = await create()
    const open = database.open()
    await migrate(open)
    open.changeMark()
    await open.db.destroy()
    const again = database.open()
    expect(await again.db.selectFrom('association').selectAll().execute()).toEqual([])
    await again.db.destroy()
  })
})
