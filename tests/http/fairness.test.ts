import { beforeEach, expect, it } from 'vitest'
import type { FairnessView } from '../../server/roster/fairness/fairness-view.ts'
import type { RosterPublication } from '../../server/roster/roster-view.ts'
import { aContext, anApp, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, membershipOf } from '../setup/person.ts'

type Role = Parameters<typeof membershipOf>[0]

const YEAR = '/api/schemes/minato-locum/rosters/2026'
const PUBLISHED = `${YEAR}/publications/1/fairness`
const DRAFT = `${YEAR}/draft/fairness`

onEachDatabase('how fair a rota is', ({ seeded }) => {
  let context: ReturnType<typeof aContext>['context']
  beforeEach(async () => {
    context = aContext(await seeded(), { config: { demo: false } }).context
  })

  const openedBy = async (role: Role, facilityId = membershipOf(role, 'minato').facilityId) =>
    anAppOf(context, { memberships: [{ ...membershipOf(role, 'minato'), facilityId }] })
  const aMember = () => openedBy('physician')
  const balancesOf = ({ people }: FairnessView) =>
    people.map(({ personal }) => personal?.balance ?? Number.NaN)

  it('a physician reads of a published version: everybody’s part, the whole, and the same dealt out in turn', async () => {
    const physician = await aMember()
    const response = await physician.get(PUBLISHED)
    expect(response.status).toBe(200)
    const answer = await bodyOf<FairnessView>(response)
    const { people, rota, inTurn } = answer
    expect(people).toHaveLength(14)
    expect(people[0]).toMatchObject({ id: 'minato-physician-1', name: '青葉 一郎', clinic: '青葉内科医院' })
    const { units } = await bodyOf<RosterPublication>(physician.get(`${YEAR}/publications/1`))
    expect(people.reduce((sum, { count }) => sum + count, 0)).toBe(units.length)
    const balances = balancesOf(answer)
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBeCloseTo(0, 6)
    expect(rota.spread).toBeCloseTo(Math.max(...balances) - Math.min(...balances), 6)
    expect(rota).toMatchObject({ open: 0, broken: 0 })
    expect(inTurn.spread).toBeGreaterThan(rota.spread)
    expect(inTurn.cost).toBeGreaterThan(rota.cost)
  })

  it('opens with what the published year before left', async () => {
    const { people } = await bodyOf<FairnessView>((await aMember()).get(PUBLISHED))
    const lastYear = '/api/schemes/minato-locum/rosters/2025/publications/1/fairness'
    const before = await bodyOf<FairnessView>((await aMember()).get(lastYear))
    const carried = people.map(({ personal }) => personal?.carried)
    expect(carried).toEqual(balancesOf(before).map(balance => expect.closeTo(balance, 6)))
    expect(carried.some(points => points !== 0)).toBe(true)
  })

  const seeing: [string, Role, string | undefined, boolean][] = [
    ['the secretariat', 'secretariat', undefined, true],
    ['a physician of the rota', 'physician', 'minato-physician-1', true],
    ['a physician who has no part in it', 'physician', 'minato-physician-99', false],
    ['a hospital, even with the id of one of its physicians', 'hospitalLiaison', 'minato-physician-1', false],
    ['a visiting-nurse station', 'nursingStation', undefined, false],
    ['the coordination centre', 'coordinationCentre', undefined, false],
    ['a city', 'observer', undefined, false],
  ]
  it.each(seeing)('what each has done beyond their share: %s', async (_title, role, of, sees) => {
    const { people, rota } = await bodyOf<FairnessView>((await openedBy(role, of)).get(PUBLISHED))
    expect(people).toHaveLength(14)
    for (const { personal, count, byClass } of people) {
      expect(personal !== null).toBe(sees)
      expect(byClass.reduce((sum, one) => sum + one.count, 0)).toBe(count)
    }
    expect(rota).toMatchObject({ open: 0, broken: 0 })
  })

  it('of a draft only the secretariat reads it', async () => {
    expect((await (await openedBy('physician')).get(DRAFT)).status).toBe(403)
    const response = await (await openedBy('secretariat')).get(DRAFT)
    expect(response.status).toBe(200)
    expect((await bodyOf<FairnessView>(response)).people).toHaveLength(14)
  })

  it('says nothing of the wishes of single people', async () => {
    const answer = await bodyOf<FairnessView>((await aMember()).get(PUBLISHED))
    const [person] = answer.people
    const keys = [...Object.keys(person ?? {}), ...Object.keys(person?.personal ?? {})]
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
    const shown = await bodyOf<FairnessView>(demo.app.request(PUBLISHED))
    expect(shown.people.every(({ personal }) => personal !== null)).toBe(true)
    expect((await demo.app.request(DRAFT)).status).toBe(200)
  })
})
