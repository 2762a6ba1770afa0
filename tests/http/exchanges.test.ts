import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import type { Context } from '../../server/context.ts'
import type { ExchangesView } from '../../server/roster/exchanges/exchange-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { comingDuties, legOf, withoutLimits } from '../setup/exchanges.ts'
import { aMembership, anAppOf } from '../setup/person.ts'

const YEAR = '/api/schemes/minato-locum/rosters/2026'
const SETTINGS = '/api/schemes/minato-locum/exchange-settings'

onEachDatabase('exchanges over HTTP', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let office: Awaited<ReturnType<typeof anAppOf>>
  beforeAll(async () => {
    open = await seeded()
    context = aContext(open).context
    await withoutLimits(open)
    office = await anAppOf(context)
  })

  const physician = (facilityId: string) =>
    anAppOf(context, { memberships: [aMembership({ role: 'physician', facilityId })] })
  const ofPhysician = (id: string) => `${YEAR}/physicians/${id}/exchanges`
  const answerOf = async (response: Response | Promise<Response>) => {
    const { status } = await response
    const { reason, fields } = await bodyOf<{ reason?: string; fields?: { path: string }[] }>(response)
    return { status, reason, fields: fields?.map(field => field.path) }
  }
  const aBody = (legs: object[], given: object = {}) => ({
    id: randomUUID(),
    kind: 'swap',
    legs,
    note: '',
    answerBy: null,
    draft: false,
    ...given,
  })

  it('physicians ask and answer for themselves, the secretariat for anybody, and it is marked', async () => {
    const [first, second] = await comingDuties(open.db, context.clock(), 2)
    if (!first || !second) throw new Error('the seed has them')
    const [one, other] = [await physician(first.physicianId), await physician(second.physicianId)]
    const body = aBody([legOf(first, second.physicianId), legOf(second, first.physicianId)])
    expect((await other.post(ofPhysician(first.physicianId), body)).status).toBe(403)
    const asked = await bodyOf<ExchangesView>(one.post(ofPhysician(first.physicianId), body))
    expect(asked).toMatchObject({
      physicianId: first.physicianId,
      office: false,
      exchanges: [{ id: body.id, status: 'proposed', onBehalf: false }],
    })
    const place = `${ofPhysician(second.physicianId)}/${body.id}`
    expect((await one.post(place, { event: 'accept' })).status).toBe(403)
    const done = await bodyOf<ExchangesView>(office.post(place, { event: 'accept' }))
    expect(done).toMatchObject({
      physicianId: null,
      office: true,
      exchanges: [{ status: 'applied', answers: [{ onBehalf: true }] }],
    })
    expect(await answerOf(other.post(place, { event: 'accept' }))).toMatchObject({
      status: 409,
      reason: 'exchangeMovedOn',
    })
  })

  const LEG = { unit: 'u', post: 'locum', from: 'a', to: 'b' }
  describe('bad input is refused by field', () => {
    it.each<[string, object, string[]]>([
      ['nothing', {}, ['id', 'kind', 'legs', 'note', 'answerBy', 'draft']],
      ['an id of another kind', aBody([LEG], { id: '1' }), ['id']],
      ['no duty at all', aBody([]), ['legs']],
      ['more than six duties', aBody(Array.from({ length: 7 }, () => LEG)), ['legs']],
      ['a giver who is nobody', aBody([{ ...LEG, from: '' }]), ['legs.0.from']],
      ['a note as long as a story', aBody([LEG], { note: 'あ'.repeat(201) }), ['note']],
      ['a note of two lines', aBody([LEG], { note: '学会\nのため' }), ['note']],
      ['a day that does not exist', aBody([LEG], { answerBy: '2026-02-30' }), ['answerBy']],
      ['something else beside', aBody([LEG], { patient: 'x' }), ['']],
    ])('of a request: %s', async (_title, body, fields) => {
      expect(await answerOf(office.post(ofPhysician('minato-physician-1'), body))).toEqual({
        status: 400,
        reason: 'invalidInput',
        fields,
      })
    })

    const OVERRIDE = { ...LEG, hours: null, reason: '急病' }
    it.each<[string, object, string[]]>([
      ['no reason', { ...OVERRIDE, reason: '' }, ['reason']],
      ['a reason of blanks', { ...OVERRIDE, reason: '　 ' }, ['reason']],
      ['a reason of two lines', { ...OVERRIDE, reason: '急病\n至急' }, ['reason']],
      ['a reason that turns round what is beside it', { ...OVERRIDE, reason: '急病\u202e' }, ['reason']],
      ['a reason with half a character', { ...OVERRIDE, reason: '急病\ud800' }, ['reason']],
      ['nobody', { ...OVERRIDE, to: '' }, ['to']],
      [
        'hours without an offset',
        { ...OVERRIDE, hours: { start: '2026-06-07T00:00:00', end: null } },
        ['hours.start'],
      ],
    ])('of an override: %s', async (_title, body, fields) => {
      expect(await answerOf(office.post(`${YEAR}/overrides`, body))).toEqual({
        status: 400,
        reason: 'invalidInput',
        fields,
      })
    })

    it.each<[string, object, string[]]>([
      ['no days', { approvalNeeded: true, answerWithinDays: 0 }, ['settings.answerWithinDays']],
      ['three months', { approvalNeeded: true, answerWithinDays: 90 }, ['settings.answerWithinDays']],
      ['half of them', { approvalNeeded: true }, ['settings.answerWithinDays']],
    ])('of the settings: %s', async (_title, settings, fields) => {
      expect(await answerOf(office.post(SETTINGS, { settings, revision: 0 }))).toEqual({
        status: 400,
        reason: 'invalidInput',
        fields,
      })
    })
  })

  it('the settings are read, changed, and refused to whoever was slower', async () => {
    const { revision } = await bodyOf<{ revision: number }>(office.get(SETTINGS))
    const change = { settings: { approvalNeeded: true, answerWithinDays: 3 }, revision }
    expect(await bodyOf(office.post(SETTINGS, change))).toMatchObject({ ...change, revision: revision + 1 })
    expect(await answerOf(office.post(SETTINGS, change))).toMatchObject({
      status: 409,
      reason: 'staleRevision',
    })
    expect(await bodyOf<ExchangesView>(office.get(`${YEAR}/exchanges`))).toMatchObject({
      settings: change.settings,
    })
  })
})
