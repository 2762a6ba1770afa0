import { beforeEach, expect, it } from 'vitest'
import type { FairnessView } from '../../server/roster/fairness/fairness-view.ts'
import type { RosterPublication } from '../../server/roster/roster-view.ts'
import { aContext, anApp, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, membershipOf } from '../setup/person.ts'

const YEAR = '/api/schemes/minato-locum/rosters/2026'
const PUBLISHED = `${YEAR}/publications/1/fairness`
const DRAFT = `${YEAR}/draft/fairness`

onEachDatabase('how fair a rota is', ({ seeded }) => {
  let context: ReturnType<typeof aContext>['context']
  beforeEach(async () => {
    context = aContext(await seeded(), { config: { demo: false } }).context
  })

  const openedBy = async (role: Parameters<typeof membershipOf>[0]) =>
    anAppOf(context, { memberships: [membershipOf(role, 'minato')] })

  it('a physician reads of a published version: everybody’s part, the whole, and the same dealt out in turn', async () => {
    const physician = await openedBy('physician')
    const response = await physician.get(PUBLISHED)
    expect(response.status).toBe(200)
    const { people, rota, inTurn } = await bodyOf<FairnessView>(response)
    expect(people).toHaveLength(14)
    expect(people[0]).toMatchObject({ id: 'minato-physician-1', name: '青葉 一郎', clinic: '青葉内科医院' })
    const { units } = await bodyOf<RosterPublication>(physician.get(`${YEAR}/publications/1`))
    expect(people.reduce((sum, { count }) => sum + count, 0)).toBe(units.length)
    expect(people.reduce((sum, { balance }) => sum + balance, 0)).toBeCloseTo(0, 6)
    const balances = people.map(({ balance }) => balance)
    expect(rota.spread).toBeCloseTo(Math.max(...balances) - Math.min(...balances), 6)
    expect(rota).toMatchObject({ open: 0, broken: 0 })
    expect(inTurn.spread).toBeGreaterThan(rota.spread)
    expect(inTurn.cost).toBeGreaterThan(rota.cost)
  })

  it('opens with what the published year before left', async () => {
    const { people } = await bodyOf<FairnessView>((await openedBy('observer')).get(PUBLISHED))
    const lastYear = '/api/schemes/minato-locum/rosters/2025/publications/1/fairness'
    const before = await bodyOf<FairnessView>((await openedBy('observer')).get(lastYear))
    expect(people.map(({ carried }) => carried)).toEqual(
      before.people.map(({ balance }) => expect.closeTo(balance, 6)),
    )
    expect(people.some(({ carried }) => carried !== 0)).toBe(true)
  })

  it('of a draft only the secretariat reads it', async () => {
    expect((await (await openedBy('physician')).get(DRAFT)).status).toBe(403)
    const response = await (await openedBy('secretariat')).get(DRAFT)
    expect(response.status).toBe(200)
    expect((await bodyOf<FairnessView>(response)).people).toHaveLength(14)
  })

  it('says nothing of the wishes of single people', async () => {
    const answer = await bodyOf<FairnessView>((await openedBy('observer')).get(PUBLISHED))
    const keys = Object.keys(answer.people[0] ?? {})
    expect(keys).toContain('balance')
    expect(keys.filter(key => /wish|want|avoid|unavailable|pin/i.test(key))).toEqual([])
    expect(Object.keys(answer)).toEqual(['people', 'rota', 'inTurn'])
  })

  it.each([
    ['a version that does not exist', `${YEAR}/publications/2/fairness`, 404],
    ['a year that is not drafted', '/api/schemes/minato-locum/rosters/2030/draft/fairness', 404],
    ['a scheme that does not exist', '/api/schemes/nowhere/rosters/2026/publications/1/fairness', 404],
    [
      'the scheme of another association',
      '/api/schemes/ward-kita-locum/rosters/2026/publications/1/fairness',
      404,
    ],
    ['version nought', `${YEAR}/publications/0/fairness`, 400],
    ['a version in words', `${YEAR}/publications/x/fairness`, 400],
  ])('%s is refused', async (_title, path, status) => {
    expect((await (await openedBy('secretariat')).get(path)).status).toBe(status)
  })

  it('nobody reads it without signing in, unless it is of an invented district of a running demo', async () => {
    expect((await anApp(context).app.request(PUBLISHED)).status).toBe(401)
    const demo = anApp({ ...context, config: { ...context.config, demo: true } })
    expect((await demo.app.request(PUBLISHED)).status).toBe(200)
    expect((await demo.app.request(DRAFT)).status).toBe(200)
  })
})
