import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import type { Role } from '../../server/identity/role.ts'
import type { CallCountsView, CallsView, CallView } from '../../server/patients/calls/call-view.ts'
import { aContext, bodyOf, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { aMembership, anAppOf } from '../setup/person.ts'

const CALLS = '/api/associations/minato/calls'
const MINUTE = 60_000
const AOBA = { kind: 'physician', id: 'minato-physician-1' }
const STATION = { kind: 'station', id: 'minato-station-1' }

type Refused = { reason: string; fields?: { path: string }[] }

onEachDatabase('the call log of an association', ({ seeded }) => {
  let context: ServerContext
  let time: { now: number }
  let office: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    const made = aContext(await seeded())
    context = made.context
    time = made.time
    office = await anAppOf(context)
  })

  const as = (role: Role, facilityId: string | null = null) =>
    anAppOf(context, { memberships: [aMembership({ role, facilityId })] })
  const receive = async (given: object = {}, who = office) =>
    bodyOf<CallView>(who.post(CALLS, { id: randomUUID(), ...given }))
  const send = (call: CallView, change: object, who = office) =>
    who.post(`${CALLS}/${call.id}`, { revision: call.revision, ...change })
  const changed = async (call: CallView, change: object, who = office) => {
    const response = await send(call, change, who)
    expect([response.status, change]).toEqual([200, change])
    return bodyOf<CallView>(response)
  }
  const fieldsOf = async (response: Response) => {
    const { reason, fields } = await bodyOf<Refused>(response)
    return [reason, (fields ?? []).map(({ path }) => path)]
  }

  it('takes a call with one tap, and each step as it comes, with the times between', async () => {
    const centre = await as('coordinationCentre')
    let call = await receive({}, centre)
    expect(call).toMatchObject({ receivedAt: MORNING, revision: 0, caller: null, closedAt: null })
    call = await changed(call, { caller: 'family', patientCode: 'ｋ－１０２' }, centre)
    expect(call).toMatchObject({ caller: 'family', patientCode: 'K-102', patientId: 'minato-patient-1' })
    time.now += MINUTE
    call = await changed(call, { routed: { party: AOBA } }, centre)
    expect(call.routed).toMatchObject({
      party: { ...AOBA, name: '青葉 一郎' },
      at: MORNING + MINUTE,
    })
    time.now += 2 * MINUTE
    call = await changed(call, { answered: { party: STATION } }, centre)
    expect(call.answered).toMatchObject({ party: STATION, at: MORNING + 3 * MINUTE })
    call = await changed(call, { outcome: 'nurseVisit', closed: {} }, centre)
    expect(call).toMatchObject({ outcome: 'nurseVisit', closedAt: time.now, revision: 4 })
    const { calls, day } = await bodyOf<CallsView>(office.get(CALLS))
    expect(day).toBe('2026-06-01')
    expect(calls.find(({ id }) => id === call.id)).toEqual(call)
  })

  it('keeps a code that nobody has as it was typed, and links it to nobody of another association', async () => {
    let call = await changed(await receive(), { patientCode: 'z-999' })
    expect(call).toMatchObject({ patientCode: 'Z-999', patientId: null })
    // The neighbours' K-102 is another patient.
    call = await changed(call, { patientCode: 'K-102' })
    expect(call.patientId).toBe('minato-patient-1')
    call = await changed(call, { patientCode: null })
    expect(call).toMatchObject({ patientCode: null, patientId: null })
  })

  it('corrects a closed call, and opens it again', async () => {
    time.now += 10 * MINUTE
    let call = await receive()
    call = await changed(call, { outcome: 'other', closed: {} })
    call = await changed(call, {
      receivedAt: MORNING,
      outcome: 'ambulance',
      routed: { party: { kind: 'ambulance', id: null }, at: MORNING + MINUTE },
    })
    expect(call).toMatchObject({
      receivedAt: MORNING,
      outcome: 'ambulance',
      closedAt: time.now,
      routed: { party: { kind: 'ambulance', id: null, name: '' } },
    })
    expect(await changed(call, { closed: null })).toMatchObject({ closedAt: null })
  })

  it('tells the second of two phones that somebody else was quicker', async () => {
    const call = await receive()
    await changed(call, { caller: 'family' })
    const late = await send(call, { caller: 'hospital' })
    expect([late.status, (await bodyOf<Refused>(late)).reason]).toEqual([409, 'staleRevision'])
  })

  it('counts a month', async () => {
    const call = await receive()
    await changed(call, { caller: 'hospital', outcome: 'backBed', patientCode: 'K-102' })
    const response = await office.get('/api/associations/minato/call-counts?month=2026-06')
    const text = await response.text()
    const counts = JSON.parse(text) as CallCountsView
    expect(counts.outcomes.find(({ outcome }) => outcome === 'backBed')?.calls).toBe(1)
    expect(counts.callers.find(({ caller }) => caller === 'hospital')?.calls).toBeGreaterThan(0)
    expect(text).not.toContain('K-102')
  })

  describe('refuses by field', () => {
    it.each<[string, object, string[]]>([
      ['a name in the place of a code', { patientCode: '山田 花子' }, ['patientCode']],
      ['words that are none of the list', { caller: 'neighbour', outcome: 'cured' }, ['caller', 'outcome']],
      ['nobody of that id', { routed: { party: { kind: 'physician', id: 'x' } } }, ['routed.party.id']],
      [
        'a physician as a station',
        { answered: { party: { ...STATION, id: AOBA.id } } },
        ['answered.party.id'],
      ],
      [
        'a hospital that is not there',
        { routed: { party: { kind: 'hospital', id: 'x' } } },
        ['routed.party.id'],
      ],
      ['an ambulance with an id', { routed: { party: { kind: 'ambulance', id: 'x' } } }, ['routed.party.id']],
      [
        'a physician without one',
        { routed: { party: { kind: 'physician', id: null } } },
        ['routed.party.id'],
      ],
      ['a time to come', { receivedAt: MORNING + 2 * MINUTE }, ['receivedAt']],
      ['a step before the call', { routed: { party: AOBA, at: MORNING - MINUTE } }, ['routed.at']],
      ['an end before the call', { closed: { at: MORNING - MINUTE } }, ['closed.at']],
    ])('%s', async (_, change, fields) => {
      const call = await receive()
      const response = await send(call, change)
      expect([response.status, await fieldsOf(response)]).toEqual([400, ['invalidInput', fields]])
    })

    it('a call that has no id, a made-up one, or is yet to come', async () => {
      expect(await fieldsOf(await office.post(CALLS, {}))).toEqual(['invalidInput', ['id']])
      expect(await fieldsOf(await office.post(CALLS, { id: 'x' }))).toEqual(['invalidInput', ['id']])
      const soon = { id: randomUUID(), receivedAt: MORNING + 2 * MINUTE }
      expect(await fieldsOf(await office.post(CALLS, soon))).toEqual(['invalidInput', ['receivedAt']])
    })

    it.each(['2026-06-31', '1949-12-31', '2100-01-01', 'today'])('the day %s', async day => {
      expect(await fieldsOf(await office.get(`${CALLS}?day=${day}`))).toEqual(['invalidInput', ['day']])
    })

    it.each(['', '2026-13', '2026-6'])('the month "%s"', async month => {
      const response = await office.get(`/api/associations/minato/call-counts?month=${month}`)
      expect(await fieldsOf(response)).toEqual(['invalidInput', ['month']])
    })
  })

  it('never says a code back, and knows no call of another association', async () => {
    const response = await send(await receive(), { patientCode: 'Yamada-Hanako' })
    expect(await response.text()).not.toContain('Yamada')
    const centre = await anAppOf(context, { memberships: [aMembership({ associationId: 'ward-kita' })] })
    const { id } = await receive()
    const foreign = await centre.post(`/api/associations/ward-kita/calls/${id}`, { revision: 0 })
    expect([foreign.status, (await bodyOf<Refused>(foreign)).reason]).toEqual([404, 'notFound'])
  })

  it.each([
    ['physician', 'minato-physician-1'],
    ['nursingStation', 'minato-station-1'],
    ['hospitalLiaison', 'minato-hospital-1'],
    ['observer', null],
  ] as const)('is not for a %s', async (role, facilityId) => {
    const who = await as(role, facilityId)
    const tries = [
      await who.get(CALLS),
      await who.get('/api/associations/minato/call-counts?month=2026-06'),
      await who.post(CALLS, { id: randomUUID() }),
    ]
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403])
  })
})
