import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, it } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { migrations } from '../../db/migrations/index.ts'
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
  it('brings duties that were published before units had parts along, each as a whole', async () => {
    const database = await create()
    const { db, kind } = database.open()
    const provider = { getMigrations: async () => migrations(kind) }
    await new Migrator({ db, provider }).migrateTo('0005-rota-maker')
    await sql`insert into association (id, name, short_name, invented) values ('a', '', '', 0)`.execute(db)
    await sql`insert into clinic (id, association_id, name, place, phone) values ('c', 'a', '', '', '')`.execute(
      db,
    )
    await sql`insert into physician (id, clinic_id, name, kana) values ('p', 'c', '', '')`.execute(db)
    await sql`insert into duty_scheme (id, association_id, name, short_name, rules, posts, min_gap_days)
      values ('s', 'a', '', '', '{}', '[]', 0)`.execute(db)
    await sql`insert into roster (id, scheme_id, fiscal_year, revision, findings) values ('r', 's', 2026, 0, '{}')`.execute(
      db,
    )
    await sql`insert into duty_assignment (unit_id, post, roster_id, physician_id, day, start_at, end_at,
        holiday_class, label, tentative, sequence, first_published_at, changed_at, cancelled_at)
      values ('u', 'locum', 'r', 'p', '2026-06-07', 10, 20, 'sunday', '日曜日', 0, 3, 1, 2, null)`.execute(db)
    expect(await migrate({ db, kind })).toEqual({ ok: true })
    expect(await db.selectFrom('duty_assignment').selectAll().execute()).toEqual([
      expect.objectContaining({
        unit_id: 'u',
        part: 0,
        start_at: 10,
        end_at: 20,
        sequence: 3,
        changed_at: 2,
      }),
    ])
    await db.destroy()
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
