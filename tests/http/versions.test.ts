import { beforeEach, describe, expect, it } from 'vitest'
import type { RotaDifferenceView } from '../../server/roster/versions/difference-view.ts'
import type { DutyRecordsView } from '../../server/roster/versions/duty-record-view.ts'
import type { OwnReceipt, Receipts } from '../../server/roster/versions/receipt-view.ts'
import type { VersionsView } from '../../server/roster/versions/version-view.ts'
import { aContext, anApp, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, membershipOf } from '../setup/person.ts'

const ROSTER = '/api/schemes/minato-locum/rosters/2026'
const OWN = `${ROSTER}/physicians/minato-physician-1/receipt`

type Problem = { reason: string; fields: { path: string }[] }

onEachDatabase('the versions of a year', ({ seeded }) => {
  let context: ReturnType<typeof aContext>['context']
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const list = () => bodyOf<VersionsView>(server.get(`${ROSTER}/versions`))

  it('are listed; what can be withdrawn is shown to whoever may', async () => {
    const view = await list()
    expect(view).toMatchObject({ fiscalYear: 2026, mayWithdraw: true, drafted: true })
    expect(view.versions).toMatchObject([{ number: 1, kind: 'publication', publishedBy: null }])
    expect(view.coming.length).toBeGreaterThan(10)
    const physician = await anAppOf(context, { memberships: [membershipOf('physician', 'minato')] })
    expect(await bodyOf<VersionsView>(physician.get(`${ROSTER}/versions`))).toMatchObject({
      mayWithdraw: false,
      coming: [],
    })
  })

  it('a withdrawal is answered with the versions as they are then, by name', async () => {
    const { coming } = await list()
    const units = coming.slice(0, 2).map(({ id }) => id)
    const response = await server.post(`${ROSTER}/withdrawals`, { number: 1, units, reason: '連携先の閉鎖' })
    expect(response.status).toBe(200)
    const view = await bodyOf<VersionsView>(response)
    expect(view.versions[0]).toMatchObject({
      number: 2,
      kind: 'withdrawal',
      reason: '連携先の閉鎖',
      publishedBy: '試験 太郎',
    })
    expect(view.coming.map(({ id }) => id)).toEqual(coming.slice(2).map(({ id }) => id))
    const again = await server.post(`${ROSTER}/withdrawals`, { number: 1, units, reason: '連携先の閉鎖' })
    expect(again.status).toBe(409)
  })

  it('differ by person, with everybody named', async () => {
    await server.post(`${ROSTER}/withdrawals`, { number: 1, units: 'all', reason: '連携先の閉鎖' })
    const found = await bodyOf<RotaDifferenceView>(server.get(`${ROSTER}/difference?from=1&to=2`))
    expect(found.physicians.map(({ id }) => id)).toEqual(found.people.map(({ physicianId }) => physicianId))
    expect(found.people.flatMap(({ changes }) => changes).every(({ kind }) => kind === 'lost')).toBe(true)
    expect(found.units.every(({ after }) => after === null)).toBe(true)
  })

  it('the draft is compared for the secretariat alone', async () => {
    const path = `${ROSTER}/difference?from=1&to=draft`
    expect((await server.get(path)).status).toBe(200)
    const live = { ...context, config: { ...context.config, demo: false } }
    const physician = await anAppOf(live, { memberships: [membershipOf('physician', 'minato')] })
    for (const query of ['from=1&to=draft', 'from=draft&to=1']) {
      const response = await physician.get(`${ROSTER}/difference?${query}`)
      expect([response.status, (await bodyOf<Problem>(response)).reason]).toEqual([403, 'notAllowed'])
    }
    expect((await physician.get(`${ROSTER}/difference?from=1&to=now`)).status).toBe(200)
  })

  it.each([
    ['from=0&to=1', ['from']],
    ['from=1&to=tomorrow', ['to']],
    ['from=1', ['to']],
    ['from=1;drop&to=1e9', ['from', 'to']],
  ])('%s names no two rotas', async (query, fields) => {
    const response = await server.get(`${ROSTER}/difference?${query}`)
    expect(response.status).toBe(400)
    expect((await bodyOf<Problem>(response)).fields.map(({ path }) => path)).toEqual(fields)
  })

  it('a version that is not there is not found', async () => {
    expect((await server.get(`${ROSTER}/difference?from=1&to=9`)).status).toBe(404)
    expect((await server.get('/api/schemes/minato-locum/rosters/2030/receipts')).status).toBe(409)
  })

  describe('receipts', () => {
    it('are given by the physician, and by the secretariat for those who telephone', async () => {
      const physician = await anAppOf(context, { memberships: [membershipOf('physician', 'minato')] })
      const own = await bodyOf<OwnReceipt>(physician.post(OWN, { number: 1, word: 'read' }))
      expect(own).toMatchObject({ number: 1, asked: true, acceptedAt: null, onBehalf: false })
      expect(own.readAt).not.toBeNull()
      const other = OWN.replace('physician-1', 'physician-2')
      expect((await physician.post(other, { number: 1, word: 'read' })).status).toBe(403)
      const entered = await bodyOf<OwnReceipt>(server.post(other, { number: 1, word: 'accepted' }))
      expect(entered).toMatchObject({ onBehalf: true })
      const { physicians } = await bodyOf<Receipts>(server.get(`${ROSTER}/receipts`))
      expect(physicians.filter(({ readAt }) => readAt !== null).map(({ id }) => id)).toEqual([
        'minato-physician-1',
        'minato-physician-2',
      ])
      expect(physicians.every(({ phone }) => phone !== '')).toBe(true)
    })

    it.each([
      ['no version', { word: 'read' }, ['number']],
      ['a word that is none', { number: 1, word: 'perhaps' }, ['word']],
      ['something besides', { number: 1, word: 'read', note: 'x' }, ['']],
    ])('%s is refused by field', async (_title, body, fields) => {
      const response = await server.post(OWN, body)
      expect(response.status).toBe(400)
      expect((await bodyOf<Problem>(response)).fields.map(({ path }) => path)).toEqual(fields)
    })
  })

  describe('records', () => {
    it('are answered as they are then, with who entered them', async () => {
      const before = await bodyOf<DutyRecordsView>(server.get(`${ROSTER}/records`))
      const [duty] = before.duties
      if (!duty) throw new Error('the seed has begun duties')
      const record = { unitId: duty.unitId, post: duty.post, number: 0, stood: duty.planned, note: '' }
      const after = await bodyOf<DutyRecordsView>(server.post(`${ROSTER}/records`, record))
      expect(after.duties[0]).toMatchObject({
        planned: duty.planned,
        records: [{ number: 1, stood: duty.planned, recordedBy: '試験 太郎' }],
      })
    })

    it.each([
      ['no unit', { unitId: '' }, ['unitId']],
      ['no number', { number: -1 }, ['number']],
      [
        'hours that are none',
        { stood: [{ physicianId: 'p', start: 'noon', end: '' }] },
        ['stood.0.start', 'stood.0.end'],
      ],
      ['a note too long', { note: 'あ'.repeat(201) }, ['note']],
      ['a note of two lines', { note: 'a\nb' }, ['note']],
    ])('%s is refused by field', async (_title, given, fields) => {
      const whole = { unitId: 'u', post: 'p', number: 0, stood: [], note: '', ...given }
      const response = await server.post(`${ROSTER}/records`, whole)
      expect(response.status).toBe(400)
      expect((await bodyOf<Problem>(response)).fields.map(({ path }) => path)).toEqual(fields)
    })

    it('are for nobody but the secretariat, not even in a demo', async () => {
      for (const part of ['records', 'receipts'])
        expect((await anApp(context).app.request(`${ROSTER}/${part}`)).status).toBe(401)
    })
  })

  it.each([
    ['no units', { units: [] }, ['units']],
    ['no reason', { reason: '　' }, ['reason']],
    ['a reason of two lines', { reason: 'a\nb' }, ['reason']],
    ['no number', { number: 0 }, ['number']],
  ])('a withdrawal with %s is refused by field', async (_title, given, fields) => {
    const whole = { number: 1, units: 'all', reason: '連携先の閉鎖', ...given }
    const response = await server.post(`${ROSTER}/withdrawals`, whole)
    expect(response.status).toBe(400)
    expect((await bodyOf<Problem>(response)).fields.map(({ path }) => path)).toEqual(fields)
    expect((await list()).versions).toHaveLength(1)
  })
})
