import { beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../../db/open.ts'
import type { Context } from '../../../server/context.ts'
import { type Role, roles } from '../../../server/identity/role.ts'
import { aContext, anApp, bodyOf } from '../../setup/context.ts'
import { onEachDatabase } from '../../setup/databases.ts'
import { anAppOf, aSignedInPerson, membershipOf } from '../../setup/person.ts'
import { expected } from './expected.ts'
import { filled, type Ids, idsOf, type Route, routesOf } from './routes.ts'

type Verdict = 'may' | 'signInRequired' | 'secondFactorRequired' | 'notAllowed' | 'notFound'

const LETTERS: Record<Role, string> = {
  secretariat: 'S',
  physician: 'P',
  hospitalLiaison: 'H',
  nursingStation: 'N',
  coordinationCentre: 'C',
  observer: 'O',
  systemAdministrator: 'A',
}

const GENERAL = ['anyone', 'password', 'account', 'A']

/** What the matrix says of a person with `role` in `where`; own: the route is about the physician themselves. */
function verdictFor(rule: string, role: Role, where: 'own association' | 'foreign association'): Verdict {
  if (['anyone', 'password', 'account'].includes(rule)) return 'may'
  const letters = rule.split(/[ ,]+/)
  const holds = letters.includes(LETTERS[role])
  if (rule === 'A') return holds ? 'may' : 'notAllowed'
  if (where === 'foreign association' || role === 'systemAdministrator') return 'notFound'
  return holds ? 'may' : 'notAllowed'
}

onEachDatabase('who may use which route', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let server: ReturnType<typeof anApp>
  let routes: Route[]
  beforeAll(async () => {
    open = await seeded()
    context = aContext(open, { config: { demo: false } }).context
    server = anApp(context)
    routes = await routesOf(server)
  })

  /** Asks as `cookie` would, with ids of `ids`; whatever comes after authorisation counts as "may". */
  async function verdict({ method, path }: Route, ids: Ids, cookie: string): Promise<Verdict> {
    const address = filled(path, ids)
    const response =
      method === 'GET'
        ? await server.app.request(address, { headers: { cookie } })
        : await server.post(address, {}, { cookie })
    if (response.status < 400) {
      // A stream of events would never end.
      await response.body?.cancel()
      return 'may'
    }
    const { reason } = await bodyOf<{ reason: string }>(response)
    // What is one's own and not there (no authenticator app to remove) is no denial.
    const hidden = GENERAL.includes(expected[`${method} ${path}`] ?? '') ? [] : ['notFound']
    const denials = ['signInRequired', 'secondFactorRequired', 'notAllowed', ...hidden]
    return denials.includes(reason) ? (reason as Verdict) : 'may'
  }

  const isOpen = (route: Route) => expected[route.name] === 'anyone'

  it('the matrix names exactly the routes of the program', () => {
    expect(routes.map(route => route.name).sort()).toEqual(Object.keys(expected).sort())
    expect(routes.filter(route => !route.action)).toEqual([])
  })

  describe.each(roles)('a %s', role => {
    it.each(['own association', 'foreign association'] as const)('in the %s', async where => {
      const aVisit = async () => ({
        ids: await idsOf(context, where === 'own association' ? 'minato' : 'ward-kita'),
        ...(await aSignedInPerson(context, { memberships: [membershipOf(role, 'minato')] })),
      })
      const reading = await aVisit()
      for (const route of routes.filter(one => !isOpen(one))) {
        // A new person and new ids for each route that writes: some of them end sessions, memberships or accounts.
        const { ids, cookie } = route.method === 'GET' ? reading : await aVisit()
        const found = await verdict(route, ids, cookie)
        expect([route.name, found]).toEqual([route.name, verdictFor(expected[route.name] ?? '', role, where)])
      }
    })
  })

  it('a physician does for another physician what any other role would: nothing', async () => {
    const ids = await idsOf(context, 'minato')
    const other = { ...membershipOf('physician', 'minato'), facilityId: 'minato-physician-2' }
    const { cookie } = await aSignedInPerson(context, { memberships: [other] })
    for (const route of routes.filter(one => expected[one.name]?.includes('own P')))
      expect([route.name, await verdict(route, ids, cookie)]).toEqual([route.name, 'notAllowed'])
  })

  it('a station does for another station what any other role would: nothing', async () => {
    const ids = { ...(await idsOf(context, 'minato')), stationId: 'minato-station-2' }
    const person = { memberships: [membershipOf('nursingStation', 'minato')] }
    const { cookie } = await aSignedInPerson(context, person)
    for (const route of routes.filter(one => expected[one.name]?.includes('own N')))
      expect([route.name, await verdict(route, ids, cookie)]).toEqual([route.name, 'notAllowed'])
  })

  it('a hospital does for another hospital what any other role would: nothing', async () => {
    const ids = await idsOf(context, 'minato')
    const other = { ...membershipOf('hospitalLiaison', 'minato'), facilityId: 'minato-hospital-2' }
    const { cookie } = await aSignedInPerson(context, { memberships: [other] })
    for (const route of routes.filter(one => expected[one.name]?.includes('own H')))
      expect([route.name, await verdict(route, ids, cookie)]).toEqual([route.name, 'notAllowed'])
  })

  it('nobody: without a session, with a made-up one, with a disabled account', async () => {
    const ids = await idsOf(context, 'minato')
    const { cookie, accountId } = await aSignedInPerson(context)
    await open.db
      .transaction()
      .execute(trx =>
        trx.updateTable('account').set({ disabled_at: 1 }).where('id', '=', accountId).execute(),
      )
    for (const nobody of ['', `__Host-rinban-session=${'x'.repeat(43)}`, cookie])
      for (const route of routes.filter(one => !isOpen(one)))
        expect([route.name, await verdict(route, ids, nobody)]).toEqual([route.name, 'signInRequired'])
  })

  it('a password alone opens nothing but the rest of the sign-in', async () => {
    for (const route of routes.filter(one => !isOpen(one))) {
      const ids = await idsOf(context, 'minato')
      const { cookie } = await aSignedInPerson(context, { factors: 1 })
      const found = await verdict(route, ids, cookie)
      const wanted = expected[route.name] === 'password' ? 'may' : 'secondFactorRequired'
      expect([route.name, found]).toEqual([route.name, wanted])
    }
  })

  it("whoever has a board's link reads that board and its events, and nothing else of anybody", async () => {
    const server = await anAppOf(context)
    const made = await bodyOf<{ link: string }>(
      server.post('/api/associations/minato/board-links', { name: 'コールセンター' }),
    )
    const cookie = `__Host-rinban-board=${made.link.split('#')[1]}`
    const board = '/api/associations/{associationId}/board'
    for (const where of ['minato', 'ward-kita']) {
      const ids = await idsOf(context, where)
      for (const route of routes.filter(one => !isOpen(one))) {
        const opens = where === 'minato' && [`GET ${board}`, `GET ${board}/events`].includes(route.name)
        const found = await verdict(route, ids, cookie)
        expect([where, route.name, found]).toEqual([where, route.name, opens ? 'may' : 'signInRequired'])
      }
    }
  })

  it('a membership that has ended or not begun is none', async () => {
    for (const days of [{ toDay: '2026-05-31' }, { fromDay: '2026-06-02' }]) {
      const membership = { ...membershipOf('secretariat', 'minato'), ...days }
      // What is refused uses nothing up: the same ids do for all.
      const ids = await idsOf(context, 'minato')
      for (const route of routes.filter(one => !GENERAL.includes(expected[one.name] ?? ''))) {
        const { cookie } = await aSignedInPerson(context, { memberships: [membership] })
        expect([route.name, await verdict(route, ids, cookie)]).toEqual([route.name, 'notFound'])
      }
    }
  })

  it('a change of role counts from the next request on', async () => {
    const { cookie, membershipIds } = await aSignedInPerson(context)
    const look = () => server.app.request('/api/associations/minato/people', { headers: { cookie } })
    expect((await look()).status).toBe(200)
    await open.db
      .transaction()
      .execute(trx =>
        trx.updateTable('membership').set({ role: 'observer' }).where('id', 'in', membershipIds).execute(),
      )
    expect((await look()).status).toBe(403)
  })

  it('an invented district of a running demo may be looked at by anyone, and changed by nobody', async () => {
    const demo = anApp(aContext(open).context)
    const roster = '/api/schemes/minato-locum/rosters/2026'
    for (const path of [roster, `${roster}/draft`, `${roster}/publications/1`])
      expect((await demo.app.request(path)).status).toBe(200)
    expect((await demo.post(`${roster}/draft`, { revision: 2 })).status).toBe(401)
    expect((await demo.app.request('/api/associations/minato/people')).status).toBe(401)
  })
})
