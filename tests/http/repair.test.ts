import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Context } from '../../server/context.ts'
import { Optimiser } from '../../server/roster/optimiser/optimiser.ts'
import type { RepairOffersView } from '../../server/roster/repair/repair-view.ts'
import type { RosterSummary } from '../../server/roster/roster-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, membershipOf } from '../setup/person.ts'

const YEAR = '/api/schemes/minato-locum/rosters/2026'
const REPAIRS = `${YEAR}/repairs`
const ABSENCE = { physicianId: 'minato-physician-1', from: '2026-06-01', to: '2026-06-22' }
const TAKEN = { ...ABSENCE, number: 1, revision: 2, changes: [] }
const CHANGE = { unit: 'u', post: 'locum', from: 'a', to: 'b' }

const optimiser = new Optimiser()
afterAll(() => optimiser.close())

onEachDatabase('repairs over HTTP', ({ seeded }) => {
  let context: Context
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeAll(async () => {
    context = { ...aContext(await seeded()).context, optimiser } as Context
    server = await anAppOf(context)
  })
  const answer = async (path: string, body: unknown) => {
    const response = await server.post(path, body)
    const { reason, fields } = await bodyOf<{ reason?: string; fields?: { path: string }[] }>(response)
    return { status: response.status, reason, fields: fields?.map(field => field.path) }
  }
  const revision = async () => (await bodyOf<RosterSummary>(server.get(YEAR))).revision

  it.each(['physician', 'hospitalLiaison', 'nursingStation', 'coordinationCentre', 'observer'] as const)(
    'are not for the role %s, nor for the secretariat of another association',
    async role => {
      for (const membership of [membershipOf(role, 'minato'), membershipOf('secretariat', 'ward-kita')]) {
        const other = await anAppOf(context, { memberships: [membership] })
        expect((await other.post(REPAIRS, ABSENCE)).status).toBeGreaterThanOrEqual(403)
        expect((await other.post(`${REPAIRS}/take`, TAKEN)).status).toBeGreaterThanOrEqual(403)
      }
      expect(await revision()).toBe(2)
    },
  )

  it.each([
    ['nothing', {}, ['physicianId', 'from', 'to']],
    ['days that do not exist', { ...ABSENCE, from: '2026-02-30', to: '2026-6-1' }, ['from', 'to']],
    ['an end before the beginning', { ...ABSENCE, to: '2026-05-31' }, ['to']],
    ['days outside the year', { ...ABSENCE, from: '2027-05-01', to: '2027-05-08' }, ['from', 'to']],
    ['no physician', { ...ABSENCE, physicianId: '' }, ['physicianId']],
    ['a reason, which nobody needs to know', { ...ABSENCE, reason: 'ill' }, ['']],
  ])('are refused by field for %s', async (_title, body, fields) => {
    const refused = { status: 400, reason: 'invalidInput' }
    expect(await answer(REPAIRS, body)).toEqual({ ...refused, fields })
    const taken = { number: 1, revision: 2, changes: [], ...body }
    expect(await answer(`${REPAIRS}/take`, taken)).toEqual({ ...refused, fields })
  })

  it.each([
    ['version 0', { number: 0 }, ['number']],
    ['a revision in words', { revision: '2' }, ['revision']],
    ['no changes at all', { changes: null }, ['changes']],
    ['a change to nobody', { changes: [{ ...CHANGE, to: null }] }, ['changes.0.to']],
    ['a change of no post', { changes: [CHANGE, { ...CHANGE, post: '' }] }, ['changes.1.post']],
    ['more changes than a year has', { changes: Array.from({ length: 201 }, () => CHANGE) }, ['changes']],
    [
      'several at once',
      { number: 1.5, revision: -1, changes: [{}] },
      ['number', 'revision', 'changes.0.unit'],
    ],
  ])('are not taken for %s', async (_title, wrong, fields) => {
    const refused = await answer(`${REPAIRS}/take`, { ...TAKEN, ...wrong })
    expect(refused).toMatchObject({ status: 400, reason: 'invalidInput' })
    expect(refused.fields?.slice(0, fields.length)).toEqual(fields)
  })

  it.each([
    ['an unknown scheme', '/api/schemes/nowhere/rosters/2026/repairs', ABSENCE, 404, 'notFound'],
    ['an unknown physician', REPAIRS, { ...ABSENCE, physicianId: 'nobody' }, 400, 'unknownMember'],
    [
      'a year of which nothing is published',
      '/api/schemes/minato-locum/rosters/2027/repairs',
      { ...ABSENCE, from: '2027-06-01', to: '2027-06-22' },
      409,
      'nothingPublished',
    ],
  ])('answer for %s', async (_title, path, body, status, reason) => {
    expect(await answer(path, body)).toMatchObject({ status, reason })
  })

  it('do not tell a physician of another association from nobody', async () => {
    const refused = { status: 400, reason: 'unknownMember', fields: ['physicianId'] }
    for (const physicianId of ['ward-kita-physician-1', 'nobody-physician-99']) {
      expect(await answer(REPAIRS, { ...ABSENCE, physicianId })).toEqual(refused)
      expect(await answer(`${REPAIRS}/take`, { ...TAKEN, physicianId })).toEqual(refused)
    }
  })

  it('are not taken when they give a duty back to whom it is taken from, or to the one who is away', async () => {
    const offers = await bodyOf<RepairOffersView>(server.post(REPAIRS, ABSENCE))
    const [change] = offers.fewest[0]?.changes ?? []
    if (!change) throw new Error('the seed has one')
    const { number, revision: asOf } = offers
    const refused = { status: 400, reason: 'invalidInput', fields: ['changes.0.to'] }
    for (const from of [ABSENCE.physicianId, null]) {
      const changes = [{ ...change, from, to: ABSENCE.physicianId }]
      expect(await answer(`${REPAIRS}/take`, { ...ABSENCE, number, revision: asOf, changes })).toEqual(
        refused,
      )
    }
    const changes = [{ ...change, from: change.to }]
    expect(await answer(`${REPAIRS}/take`, { ...ABSENCE, number, revision: asOf, changes })).toEqual(refused)
    expect(await revision()).toBe(asOf)
  })

  it('are offered and taken, and the second of two clicks is told that the first was quicker', async () => {
    const offers = await bodyOf<RepairOffersView>(server.post(REPAIRS, ABSENCE))
    const { number, revision: asOf, fewest, units, vacated } = offers
    expect(vacated.length).toBeGreaterThan(0)
    expect(units[0]).toMatchObject({ start: expect.stringMatching(/^2026-06-\d\dT\d\d:00:00\+09:00$/) })
    const repair = { ...ABSENCE, number, revision: asOf, changes: fewest[0]?.changes }
    expect(await answer(`${REPAIRS}/take`, repair)).toMatchObject({ status: 200 })
    expect(await answer(`${REPAIRS}/take`, repair)).toMatchObject({ status: 409, reason: 'staleRevision' })
    expect(await revision()).toBe(asOf + 1)
    expect(server.reports).toEqual([])
  })
})
