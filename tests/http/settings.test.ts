import { beforeEach, expect, it } from 'vitest'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import type { AssociationSettings } from '../../server/directory/association-settings-view.ts'
import { draftRoster } from '../../server/roster/draft.service.ts'
import { readDraft } from '../../server/roster/roster.service.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const ADDRESS = '/api/associations/minato/settings'

onEachDatabase('the settings of an association', ({ seeded }) => {
  let context: ServerContext
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const read = () => bodyOf<AssociationSettings>(server.get(ADDRESS))

  it('are changed as a whole, and the change is recorded', async () => {
    const before = await read()
    const closedDays = [...before.closedDays, { day: '2026-08-13', label: 'お盆' }]
    const response = await server.post(ADDRESS, { ...before, name: '見本みなと市医師会', closedDays })
    expect(response.status).toBe(200)
    expect(await read()).toEqual({
      ...before,
      name: '見本みなと市医師会',
      closedDays: closedDays.sort((a, b) => (a.day < b.day ? -1 : 1)),
      revision: 1,
    })
    const entries = await context.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('action', '=', 'settings.change')
      .execute()
    expect(entries).toMatchObject([{ actor_id: server.accountId, association_id: 'minato' }])
  })

  it('a new closed day becomes a unit when the draft is made the next time', async () => {
    const before = await read()
    await server.post(ADDRESS, {
      ...before,
      closedDays: [...before.closedDays, { day: '2027-08-14', label: 'お盆' }],
    })
    const hasObon = async () => {
      const draft = await readDraft(context, 'minato-locum', 2027)
      return draft.ok && draft.value.units.some(unit => unit.day === '2027-08-14')
    }
    expect(await hasObon()).toBe(false)
    await draftRoster(context, PROGRAM, 'minato-locum', 2027, 1)
    expect(await hasObon()).toBe(true)
  })

  it('of two clerks who change them at once, one does and the other is told', async () => {
    const before = await read()
    const changes = ['一', '二'].map(name => server.post(ADDRESS, { ...before, name }))
    const statuses = (await Promise.all(changes)).map(response => response.status)
    expect(statuses.sort()).toEqual([200, 409])
    expect((await read()).revision).toBe(1)
  })

  it.each([
    ['no name', { name: '' }, ['name']],
    ['a name of blanks', { name: '　 ' }, ['name']],
    ['a name with a line break', { name: 'a\r\nATTENDEE:x' }, ['name']],
    ['a name far too long', { name: 'あ'.repeat(81) }, ['name']],
    ['a day that does not exist', { closedDays: [{ day: '2027-02-29', label: '休' }] }, ['closedDays.0.day']],
    ['a day in words', { closedDays: [{ day: 'お盆', label: '休' }] }, ['closedDays.0.day']],
    [
      'the same day twice',
      { closedDays: [1, 2].map(() => ({ day: '2027-08-13', label: '休' })) },
      ['closedDays.1.day'],
    ],
    ['a day without a label', { closedDays: [{ day: '2027-08-13', label: '' }] }, ['closedDays.0.label']],
    [
      'several at once',
      { name: '', shortName: 'x'.repeat(21), closedDays: 'all' },
      ['name', 'shortName', 'closedDays'],
    ],
  ])('%s is refused by field, all at once', async (_title, change, fields) => {
    const before = await read()
    const response = await server.post(ADDRESS, { ...before, ...change })
    expect(response.status).toBe(400)
    const problem = await bodyOf<{ fields: { path: string }[] }>(response)
    expect(problem.fields.map(field => field.path)).toEqual(fields)
    expect(await read()).toEqual(before)
  })
})
