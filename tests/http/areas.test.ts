import { beforeEach, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import { physiciansFor } from '../../server/directory/areas/area.service.ts'
import type { AreasView } from '../../server/directory/areas/area-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, membershipOf } from '../setup/person.ts'

const AREAS = '/api/associations/minato/areas'
const capabilitiesOf = (physician: string) => `/api/associations/minato/physicians/${physician}/capabilities`

onEachDatabase('areas and what physicians do in them', ({ seeded }) => {
  let context: ServerContext
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const read = () => bodyOf<AreasView>(server.get(AREAS))
  const kept = ({ areas }: AreasView) => areas.map(({ id, name }) => ({ id, name }))

  it('are added, renamed, ordered, and removed while nobody uses them', async () => {
    const before = await read()
    const [first, second, ...others] = kept(before)
    const changed = await server.post(AREAS, {
      areas: [second, { id: null, name: '新田' }, { ...first, name: '浜手・港' }, ...others.slice(0, -1)],
      revision: before.revision,
    })
    const after = await bodyOf<AreasView>(changed)
    expect(after.areas.map(({ name }) => name)).toEqual(['本町・港町', '新田', '浜手・港', '山手', '川端'])
    expect(after.revision).toBe(before.revision + 1)
  })

  it('are not removed while a physician is registered in them', async () => {
    const before = await read()
    const refused = await server.post(AREAS, { areas: kept(before).slice(1), revision: before.revision })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ reason: 'areaInUse', detail: '浜手' })
    expect(await read()).toEqual(before)
  })

  it.each([
    ['no name', [{ id: null, name: ' ' }], ['areas.0.name']],
    [
      'the same name twice',
      [
        { id: null, name: 'a' },
        { id: null, name: 'a' },
      ],
      ['areas.1.name'],
    ],
    ['an id nobody has', [{ id: 'nobodys', name: 'a' }], ['areas.0.id']],
    ['another association’s', [{ id: 'ward-kita-area-1', name: 'a' }], ['areas.0.id']],
  ])('refused by field: %s', async (_title, areas, fields) => {
    const { revision } = await read()
    const refused = await server.post(AREAS, { areas, revision })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ fields: fields.map(path => ({ path })) })
  })

  it('of ten clerks who change them at once, one does', async () => {
    const before = await read()
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const areas = [...kept(before), { id: null, name: `新${index}` }]
        return (await server.post(AREAS, { areas, revision: before.revision })).status
      }),
    )
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    expect(statuses.filter(status => status === 409)).toHaveLength(9)
  })

  it('a physician enters their own capabilities, each apart from the others', async () => {
    const physician = await anAppOf(context, { memberships: [membershipOf('physician', 'minato')] })
    const changes = [
      { areaId: 'minato-area-4', capability: 'houseCall', does: true },
      { areaId: 'minato-area-1', capability: 'endOfLifeCare', does: false },
    ]
    const entered = await physician.post(capabilitiesOf('minato-physician-1'), { changes })
    const own = (await bodyOf<AreasView>(entered)).entries.filter(
      ({ physicianId }) => physicianId === 'minato-physician-1',
    )
    expect(own.map(({ areaId, capability }) => `${areaId} ${capability}`)).toEqual([
      'minato-area-1 homeVisit',
      'minato-area-1 houseCall',
      'minato-area-4 houseCall',
    ])
    const again = await physician.post(capabilitiesOf('minato-physician-1'), { changes })
    expect(again.status).toBe(200)
    expect((await physician.post(capabilitiesOf('minato-physician-2'), { changes })).status).toBe(403)
  })

  it('an area of nobody is refused by field', async () => {
    const changes = [{ areaId: 'ward-kita-area-1', capability: 'houseCall', does: true }]
    const refused = await server.post(capabilitiesOf('minato-physician-1'), { changes })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({
      reason: 'unknownArea',
      fields: [{ path: 'changes.0.areaId' }],
    })
  })

  it('find the physicians who do all that is asked for', async () => {
    const found = (...wanted: Parameters<typeof physiciansFor>[2][number][]) =>
      physiciansFor(context.db, 'minato-area-1', wanted)
    expect(await found('homeVisit', 'endOfLifeCare')).toEqual(['minato-physician-1', 'minato-physician-5'])
    expect(await physiciansFor(context.db, 'minato-area-5', ['houseCall'])).toEqual([])
  })
})
