import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { PROGRAM } from '../../../server/audit/actor.ts'
import { addAccount, findPerson } from '../../../server/identity/account.service.ts'
import { invite } from '../../../server/identity/invitation.service.ts'
import { aContext } from '../../setup/context.ts'
import { onEachDatabase } from '../../setup/databases.ts'

/** Unmistakable names and addresses. */
const people = Array.from({ length: 100 }, (_, index) => ({
  name: `山田${String(index).padStart(4, '0')} 花子`,
  email: `hanako.${String(index).padStart(4, '0')}@example.jp`,
}))

onEachDatabase('names and e-mail addresses of people with accounts and invitations', ({ seeded }) => {
  it('stand in no table of the database, and can be read by the program', async () => {
    const { context } = aContext(await seeded())
    const { db, keyring, clock } = context
    const ids: string[] = []
    for (const { name, email } of people) {
      const id = await db
        .transaction()
        .execute(trx => addAccount(trx, keyring, clock(), { name, email, passwordHash: 'none' }))
      ids.push(id ?? '')
      const days = { fromDay: '2026-06-01', toDay: null }
      const invited = { associationId: 'minato', role: 'observer' as const, facilityId: null, ...days }
      await invite(context, PROGRAM, { ...invited, name: `${name}（招待）`, email: `invited.${email}` })
    }
    const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
    const dump: string[] = []
    for (const { name } of tables)
      dump.push(JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(db)).rows))
    const everything = dump.join('\n')
    expect(
      people.filter(({ name, email }) => everything.includes(name) || everything.includes(email)),
    ).toEqual([])
    expect(everything).toContain(ids[0])
    expect(await findPerson(db, keyring, ids[7] ?? '')).toMatchObject(people[7] ?? {})
  })
})
