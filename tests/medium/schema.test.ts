import { expect, it } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import type { Db } from '../../db/open.ts'
import { onEachDatabase } from '../setup/databases.ts'

onEachDatabase('the schema', ({ create, migrated }) => {
  it('migrates an empty database, and a second time changes nothing', async () => {
    const { db, kind } = await migrated()
    expect(await migrate({ db, kind })).toEqual({ ok: true })
    const tables = await db.introspection.getTables()
    expect(tables.map(table => table.name)).toContain('duty_assignment')
  })
  it('is brought up once by two servers that start together', async () => {
    const database = await create()
    const servers = [database.open(), database.open()]
    expect(await Promise.all(servers.map(migrate))).toEqual([{ ok: true }, { ok: true }])
    for (const { db } of servers) await db.destroy()
  })
  it('of a newer program is refused and left as it is', async () => {
    const { db, kind } = await migrated()
    const raw = db.withTables<{ kysely_migration: { name: string; timestamp: string } }>()
    await raw.insertInto('kysely_migration').values({ name: '9999-later', timestamp: '' }).execute()
    expect(await migrate({ db, kind })).toEqual({
      ok: false,
      reason: 'databaseNewerThanProgram',
      migration: '9999-later',
    })
  })

  it('waits for another server that is writing, in a transaction or outside', async () => {
    const database = await create()
    const [one, other] = [database.open(), database.open()]
    await migrate(one)
    const seedAt = (db: Db, at: number) => db.updateTable('installation').set({ seeded_at: at }).execute()
    const slow = one.db.transaction().execute(async trx => {
      await trx.updateTable('installation').set({ seeded_at: 1 }).execute()
      await new Promise(resolve => setTimeout(resolve, 300))
    })
    await new Promise(resolve => setTimeout(resolve, 50))
    await seedAt(other.db, 2)
    await slow
    expect(await one.db.selectFrom('installation').select('seeded_at').execute()).toEqual([{ seeded_at: 2 }])
    for (const { db } of [one, other]) await db.destroy()
  })
})
