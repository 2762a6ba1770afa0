import { beforeEach, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import type { ClinicGroups } from '../../server/directory/clinic-group-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const GROUPS = '/api/associations/minato/clinic-groups'
const [FIRST, SECOND, THIRD] = ['minato-clinic-1', 'minato-clinic-2', 'minato-clinic-3']

onEachDatabase('groups of clinics', ({ seeded }) => {
  let context: ServerContext
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const read = () => bodyOf<ClinicGroups>(server.get(GROUPS))
  const shown = async () =>
    (
      await context.db
        .selectFrom('association')
        .where('id', '=', 'minato')
        .select('shown_revision')
        .executeTakeFirstOrThrow()
    ).shown_revision
  const add = async () => {
    await server.post(GROUPS, { name: '港の三医院', clinicIds: [FIRST, SECOND] })
    const [group] = (await read()).groups
    if (!group) throw new Error('it was just made')
    return group
  }

  it('are made, changed and taken away; calendars and the audit are told each time', async () => {
    const before = await shown()
    const group = await add()
    expect(group).toMatchObject({ name: '港の三医院', clinicIds: [FIRST, SECOND], revision: 0 })
    const changed = await server.post(`${GROUPS}/${group.id}`, {
      ...{ name: '港の医院', clinicIds: [SECOND, THIRD], revision: 0 },
    })
    expect((await bodyOf<ClinicGroups>(changed)).groups).toEqual([
      { id: group.id, name: '港の医院', clinicIds: [SECOND, THIRD], revision: 1 },
    ])
    const removed = await server.post(`${GROUPS}/${group.id}/remove`, { revision: 1 })
    expect((await bodyOf<ClinicGroups>(removed)).groups).toEqual([])
    expect(await shown()).toBe(before + 3)
    const entries = await context.db
      .selectFrom('audit_entry')
      .select(['action', 'resource', 'detail'])
      .where('resource', '=', `clinicGroup:${group.id}`)
      .orderBy('seq')
      .execute()
    expect(entries.map(entry => entry.action)).toEqual([
      'clinicGroup.add',
      'clinicGroup.change',
      'clinicGroup.remove',
    ])
    expect(JSON.stringify(entries)).not.toContain('港')
  })

  it('have the clinics of the association to choose from', async () => {
    const { clinics } = await read()
    expect(clinics).toHaveLength(14)
    expect(clinics).toContainEqual({ id: FIRST, name: '青葉内科医院', place: '浜町' })
  })

  it.each([
    ['no name', { name: ' ', clinicIds: [FIRST] }, ['name']],
    ['two lines', { name: 'a\nb', clinicIds: [FIRST] }, ['name']],
    ['no clinic', { name: 'a', clinicIds: [] }, ['clinicIds']],
    ['a clinic twice', { name: 'a', clinicIds: [FIRST, FIRST] }, ['clinicIds']],
    [
      'another association’s clinic',
      { name: 'a', clinicIds: [FIRST, 'ward-kita-clinic-1'] },
      ['clinicIds.1'],
    ],
  ])('refused by field: %s', async (_title, body, fields) => {
    const response = await server.post(GROUPS, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ fields: fields.map(path => ({ path })) })
    expect((await read()).groups).toEqual([])
  })

  it('another association’s group is as one that there is not', async () => {
    await context.db
      .insertInto('clinic_group')
      .values({ id: 'kita', association_id: 'ward-kita', name: 'x', revision: 0 })
      .execute()
    for (const id of ['kita', 'none']) {
      const change = await server.post(`${GROUPS}/${id}`, { name: 'a', clinicIds: [FIRST], revision: 0 })
      const removal = await server.post(`${GROUPS}/${id}/remove`, { revision: 0 })
      expect([id, change.status, removal.status]).toEqual([id, 404, 404])
    }
  })

  it('of ten clerks who change one at once, one does and the others are told', async () => {
    const group = await add()
    const statuses = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        server.post(`${GROUPS}/${group.id}`, { name: `${index}`, clinicIds: [THIRD], revision: 0 }),
      ),
    ).then(responses => responses.map(({ status }) => status))
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    expect(statuses.filter(status => status === 409)).toHaveLength(9)
  })
})
