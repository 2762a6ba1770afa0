import { beforeAll, expect, it } from 'vitest'
import type { OpenDatabase } from '../../../db/open.ts'
import type { Context } from '../../../server/context.ts'
import { aContext, anApp } from '../../setup/context.ts'
import { onEachDatabase } from '../../setup/databases.ts'
import { aMembership, aSignedInPerson, membershipOf } from '../../setup/person.ts'
import { filled, type Ids, idsOf, type Route, routesOf } from './routes.ts'

/** An id of the right shape that nobody has. */
const NOBODYS = 'nobody-physician-99'

const FOREIGN_NAME = '北区 秘密'

const A_DUTY = { unit: 'minato-locum/2026-06-07/holiday', post: 'locum' }

const AN_ABSENCE = {
  start: '2026-07-01T13:00:00+09:00',
  end: '2026-07-01T18:00:00+09:00',
  cover: 'deputy',
  coverPhysicianId: null,
}

/** Bodies that are valid but for the id under test, by the end of the path. */
const bodies: Record<string, (id: string) => object> = {
  '/invitations': facilityId => ({
    email: 'new@example.jp',
    name: '新人',
    role: 'physician',
    facilityId,
    fromDay: '2026-06-01',
    toDay: null,
  }),
  '/invitations/revoke': id => ({ id }),
  '/credential-resets': accountId => ({ accountId }),
  '/members': physicianId => ({
    physicianId,
    period: {
      joinedOn: '2026-06-01',
      leftOn: null,
      posts: null,
      blocks: null,
      minUnits: null,
      maxUnits: null,
      sharePercent: 100,
    },
  }),
  '/nurse-links': physicianId => ({
    stationId: 'minato-station-1',
    target: { kind: 'physician', id: physicianId },
    from: '2026-06-01',
    to: null,
  }),
  '/physicians/{physicianId}/exchanges': to => ({
    id: '00000000-0000-4000-8000-000000000000',
    kind: 'swap',
    legs: [{ ...A_DUTY, from: 'minato-physician-1', to }],
    note: '',
    answerBy: null,
    draft: true,
  }),
  '/exchanges/{exchangeId}': () => ({ event: 'decline' }),
  '/decision': () => ({ approve: true }),
  '/withdrawals': unit => ({ number: 1, units: [unit], reason: '連携先の閉鎖' }),
  '/receipt': () => ({ number: 1, word: 'read' }),
  '/records': physicianId => ({
    unitId: 'minato-locum/2026-04-05/holiday',
    post: 'locum',
    number: 0,
    stood: [{ physicianId, start: '2026-04-05T00:00:00+09:00', end: '2026-04-06T00:00:00+09:00' }],
    note: '',
  }),
  '/areas': id => ({ areas: [{ id, name: '離島' }], revision: 0 }),
  '/capabilities': areaId => ({ changes: [{ areaId, capability: 'houseCall', does: true }] }),
  '/absences': reasonId => ({ ...AN_ABSENCE, reasonId }),
  '/absences/{absenceId}': reasonId => ({ ...AN_ABSENCE, reasonId, revision: 0 }),
  '/absences/{absenceId}/withdraw': () => ({ revision: 99 }),
  '/confirm': handId => ({ handId, revision: 0 }),
  '/absence-hands/{absenceId}': () => ({ raised: true }),
  '/calls/{callId}': () => ({ revision: 99 }),
  '/absence-reasons': id => ({ reasons: [{ id, label: '研修' }], revision: 0 }),
  '/coverage-settings': id => ({
    settings: {
      topology: 'clinicNetwork',
      covers: ['deputy'],
      finalBackup: { kind: 'hospital', id },
      deputyLabel: '協力医',
    },
    revision: 0,
  }),
  '/overrides': to => ({ ...A_DUTY, from: 'minato-physician-1', to, hours: null, reason: '急病' }),
  '/calendars/{audience}/{audienceId}/subscriptions': membershipId => ({
    name: '電話',
    alarmMinutes: null,
    membershipId,
  }),
  '/people/{membershipId}': facilityId => ({
    role: 'physician',
    facilityId,
    fromDay: '2026-06-01',
    toDay: null,
  }),
}

const bodyFor = ({ path }: Route, id: string): object =>
  Object.entries(bodies).find(([end]) => path.endsWith(end))?.[1](id) ?? {}

onEachDatabase('ids of another association', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let server: ReturnType<typeof anApp>
  let routes: Route[]
  let own: Ids
  let foreign: string[]
  beforeAll(async () => {
    open = await seeded()
    context = aContext(open, { config: { demo: false } }).context
    server = anApp(context)
    routes = (await routesOf(server)).filter(
      route => route.path.includes('{') && !route.path.startsWith('/feeds'),
    )
    own = await idsOf(context, 'minato')
    const theirs = await idsOf(context, 'ward-kita')
    const clerk = await aSignedInPerson(context, {
      memberships: [aMembership({ associationId: 'ward-kita' })],
      name: FOREIGN_NAME,
    })
    const ofTable = async (
      table: 'physician' | 'clinic' | 'hospital' | 'nursing_station' | 'support_block',
    ) =>
      (await open.db.selectFrom(table).select('id').where('id', 'like', 'ward-kita%').limit(3).execute()).map(
        row => row.id,
      )
    foreign = [
      ...Object.entries(theirs).flatMap(([name, id]) =>
        ['fiscalYear', 'number', 'month', 'joinedOn', 'audience', 'file'].includes(name) ? [] : [id],
      ),
      clerk.accountId,
      ...clerk.membershipIds,
      ...(await ofTable('physician')),
      ...(await ofTable('hospital')),
      ...(await ofTable('nursing_station')),
      ...(await ofTable('support_block')),
    ]
  })

  async function answer(
    route: Route,
    ids: Ids,
    body: object,
    query: string,
    cookie: string,
  ): Promise<string> {
    const address = `${filled(route.path, ids)}${query}`
    const response =
      route.method === 'GET'
        ? await server.app.request(address, { headers: { cookie } })
        : await server.post(address, body, { cookie })
    return `${response.status} ${await response.text()}`
  }

  it('answer like ids that nobody has, wherever they are put, and change nothing', {
    timeout: 300_000,
  }, async () => {
    const untouched = () =>
      open.db.selectFrom('audit_entry').where('association_id', '=', 'ward-kita').selectAll().execute()
    const before = await untouched()
    let [place, swaps] = [0, 0]
    // Every place takes every id on SQLite; on PostgreSQL, where a request takes longest, a third of them by turns.
    const turns = open.kind === 'postgres' ? 3 : 1
    for (const role of ['secretariat', 'physician'] as const) {
      const { cookie } = await aSignedInPerson(context, { memberships: [membershipOf(role, 'minato')] })
      for (const route of routes) {
        const parts = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
        const places: ((id: string) => Promise<string>)[] = [
          ...parts
            .filter(name => !['fiscalYear', 'number', 'joinedOn'].includes(name))
            .map(
              name => (id: string) =>
                answer(route, { ...own, [name]: id }, bodyFor(route, NOBODYS), '', cookie),
            ),
          // A GET has no body to put an id in.
          ...(route.method === 'GET'
            ? []
            : [(id: string) => answer(route, own, bodyFor(route, id), '', cookie)]),
          ...(route.path.includes('/audit')
            ? [(id: string) => answer(route, own, {}, `?actor=${id}`, cookie)]
            : []),
        ]
        for (const put of places) {
          const nobodys = await put(NOBODYS)
          place += 1
          for (const id of foreign.filter((_, nth) => (nth + place) % turns === 0)) {
            swaps += 1
            const found = await put(id)
            if (nobodys.startsWith('2')) expect(found).not.toContain(FOREIGN_NAME)
            else expect([route.name, id, found]).toEqual([route.name, id, nobodys])
          }
        }
      }
    }
    expect(swaps).toBeGreaterThan(2_000)
    expect(await untouched()).toEqual(before)
    expect(server.reports).toEqual([])
  })
})
