import { beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../server/context.ts'
import type { NurseLinks, StationList } from '../../server/directory/stations/station-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const LINKS = '/api/associations/minato/nurse-links'

const aLink = (given: object = {}) => ({
  stationId: 'minato-station-1',
  target: { kind: 'physician', id: 'minato-physician-1' },
  from: '2026-06-01',
  to: null,
  ...given,
})

onEachDatabase('links between stations and whom they stand behind', ({ seeded }) => {
  let context: Context
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const read = () => bodyOf<NurseLinks>(server.get(LINKS))
  const answer = async (path: string, body: unknown) => {
    const response = await server.post(path, body)
    const { reason, fields } = await bodyOf<{ reason?: string; fields?: { path: string }[] }>(response)
    return {
      status: response.status,
      ...(reason ? { reason } : {}),
      ...(fields ? { fields: fields.map(field => field.path) } : {}),
    }
  }
  const add = (given: object = {}) => answer(LINKS, aLink(given))
  const newest = async () => {
    const link = (await read()).links.find(({ from }) => from === '2026-06-01')
    if (!link) throw new Error('no link was made')
    return link
  }

  it('are listed with what they are to, and what can be linked', async () => {
    const { links, choices } = await read()
    expect(links).toHaveLength(3)
    expect(links[0]).toMatchObject({
      association: '見本みなと医師会（架空）',
      target: { kind: 'scheme', id: 'minato-locum', name: 'みなと在宅Dr.ネット（見本）' },
      from: '2024-04-01',
      to: null,
    })
    expect(choices.stations).toHaveLength(5)
    expect([choices.schemes, choices.physicians, choices.clinics].map(list => list.length)).toEqual([
      1, 14, 14,
    ])
  })

  it.each([
    ['a scheme', { kind: 'scheme', id: 'minato-locum' }, 'みなと在宅Dr.ネット（見本）', 'minato-station-1'],
    ['a physician', { kind: 'physician', id: 'minato-physician-1' }, '青葉 一郎', 'minato-station-1'],
    ['a clinic', { kind: 'clinic', id: 'minato-clinic-1' }, '青葉内科医院', 'minato-station-1'],
    ['a patient, by a reference', { kind: 'patient', id: 'K-102' }, 'K-102', 'minato-station-1'],
    [
      'a physician, of another association',
      { kind: 'physician', id: 'minato-physician-1' },
      '青葉 一郎',
      'ward-kita-station-1',
    ],
  ])('are made to %s', async (_title, target, name, stationId) => {
    await context.db.deleteFrom('nurse_link').execute()
    expect(await add({ target, stationId })).toEqual({ status: 200 })
    expect(await newest()).toMatchObject({
      target: { ...target, name },
      station: { id: stationId },
      revision: 0,
    })
    const stations = (await bodyOf<StationList>(server.get('/api/associations/minato/stations'))).stations
    const foreign = stations.find(({ id }) => id === 'ward-kita-station-1')
    expect(foreign?.association).toBe(
      stationId === 'ward-kita-station-1' ? '見本北区在宅医療協議会（架空）' : undefined,
    )
  })

  it('keep a patient’s reference in one form', async () => {
    await add({ target: { kind: 'patient', id: 'ｋー１０２' } })
    expect((await newest()).target.id).toBe('K-102')
  })

  it('are recorded with ids alone, of a patient not even the reference', async () => {
    await add()
    await add({ target: { kind: 'patient', id: 'K-102' } })
    const entries = await context.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('action', '=', 'nurseLink.add')
      .execute()
    expect(entries.map(({ actor_id, detail }) => [actor_id, JSON.parse(detail)])).toEqual([
      [
        server.accountId,
        {
          station: 'minato-station-1',
          kind: 'physician',
          target: 'minato-physician-1',
          from: '2026-06-01',
          to: '',
        },
      ],
      [server.accountId, { station: 'minato-station-1', kind: 'patient', from: '2026-06-01', to: '' }],
    ])
  })

  it('end with a day, and go on in another from the next', async () => {
    await add()
    const { id } = await newest()
    expect(await answer(`${LINKS}/${id}/end`, { to: '2026-06-30', revision: 0 })).toEqual({ status: 200 })
    expect(await newest()).toMatchObject({ to: '2026-06-30', revision: 1 })
    expect(await add({ from: '2026-06-30' })).toMatchObject({ status: 409, reason: 'linkOverlap' })
    expect(await add({ from: '2026-07-01' })).toEqual({ status: 200 })
    expect(await answer(`${LINKS}/${id}/end`, { to: '2026-07-01', revision: 1 })).toMatchObject({
      reason: 'linkOverlap',
    })
  })

  it.each<[string, object, string[]]>([
    ['a station that does not exist', { stationId: 'nobody' }, ['stationId']],
    [
      'somebody else’s physician',
      { target: { kind: 'physician', id: 'ward-kita-physician-1' } },
      ['target.id'],
    ],
    ['a clinic as a scheme', { target: { kind: 'scheme', id: 'minato-clinic-1' } }, ['target.id']],
    ['a patient by name', { target: { kind: 'patient', id: '山田 花子' } }, ['target.id']],
    ['an end before the beginning', { to: '2026-05-31' }, ['to']],
    [
      'all at once',
      { stationId: '', target: { kind: 'patient', id: '1' }, from: '2026-13-01', to: 'x' },
      ['stationId', 'target.id', 'from', 'to'],
    ],
  ])('%s is refused by field', async (_title, given, fields) => {
    expect(await add(given)).toEqual({ status: 400, reason: 'invalidInput', fields })
    expect((await read()).links).toHaveLength(3)
  })

  it('to a closed station are refused', async () => {
    await server.post('/api/associations/minato/stations/minato-station-1/close', {
      closedOn: '2026-06-01',
      revision: 0,
    })
    expect(await add()).toMatchObject({ fields: ['stationId'] })
    expect((await read()).choices.stations.map(({ id }) => id)).not.toContain('minato-station-1')
  })

  it('of another association cannot be ended', async () => {
    expect(
      await answer(`${LINKS}/ward-kita-station-1-link-1/end`, { to: '2026-06-30', revision: 0 }),
    ).toMatchObject({ status: 404 })
  })

  it('are not ended before they begin', async () => {
    await add()
    const { id } = await newest()
    expect(await answer(`${LINKS}/${id}/end`, { to: '2026-05-31', revision: 0 })).toMatchObject({
      fields: ['to'],
    })
  })

  describe('at once', () => {
    it('of the same, one is made', async () => {
      const answers = await Promise.all([add(), add({ from: '2026-07-01' }), add({ to: '2026-07-01' })])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      expect((await read()).links).toHaveLength(4)
    })

    it('ended by two, one does and the other is told', async () => {
      await add()
      const { id } = await newest()
      const ends = ['2026-06-30', '2026-07-31'].map(to => answer(`${LINKS}/${id}/end`, { to, revision: 0 }))
      const answers = await Promise.all(ends)
      expect(answers.map(({ reason }) => reason ?? 'done').sort()).toEqual(['done', 'staleRevision'])
    })
  })
})
