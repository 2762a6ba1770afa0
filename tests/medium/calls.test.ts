import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import { changeCall, receiveCall } from '../../server/patients/calls/call.service.ts'
import type { CallChangeInput, CallView } from '../../server/patients/calls/call-view.ts'
import { callCounts, readCalls } from '../../server/patients/calls/read-calls.service.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const BY = { accountId: null, address: null }
const MINUTE = 60_000
const AOBA = { kind: 'physician', id: 'minato-physician-1' } as const

onEachDatabase('the call log', ({ seeded }) => {
  let context: ServerContext
  beforeEach(async () => {
    context = aContext(await seeded()).context
  })

  const receive = (id: string = randomUUID(), receivedAt?: number, associationId = 'minato') =>
    receiveCall(context, BY, associationId, { id, receivedAt })
  const received = async (receivedAt?: number): Promise<CallView> => {
    const call = await receive(randomUUID(), receivedAt)
    if (!call.ok) throw new Error(call.reason)
    return call.value
  }
  const change = (callId: string, given: CallChangeInput) =>
    changeCall(context, BY, { associationId: 'minato', callId }, given)
  const entriesOf = (callId: string) =>
    context.db.selectFrom('audit_entry').where('resource', '=', `call:${callId}`).selectAll().execute()
  const listed = async (day?: string) => {
    const view = await readCalls(context, 'minato', day)
    return view.ok ? view.value.calls.map(({ id }) => id) : []
  }

  it('has one call of a double tap, recorded once', async () => {
    const id = randomUUID()
    const taps = await Promise.all(Array.from({ length: 5 }, () => receive(id)))
    expect(taps.map(tap => tap.ok && tap.value.id)).toEqual(Array.from({ length: 5 }, () => id))
    expect((await listed()).filter(one => one === id)).toHaveLength(1)
    expect((await entriesOf(id)).map(({ action }) => action)).toEqual(['call.receive'])
  })

  it('does not give out a call to another association that knows its id', async () => {
    const { id } = await received()
    expect(await receive(id, undefined, 'ward-kita')).toEqual({
      ok: false,
      reason: 'invalidInput',
      fields: ['id'],
    })
  })

  it('of ten who enter a step at once, one does; the others are told', async () => {
    const { id } = await received()
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        change(id, { revision: 0, caller: index % 2 ? 'family' : 'facility' }),
      ),
    )
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1)
    expect(tries.filter(one => !one.ok && one.reason === 'staleRevision')).toHaveLength(9)
    const winner = tries.find(({ ok }) => ok)
    const view = await readCalls(context, 'minato', undefined)
    expect(view.ok && view.value.calls.find(one => one.id === id)).toEqual(winner?.ok && winner.value)
    expect(await entriesOf(id)).toHaveLength(2)
  })

  it('records each step by words and ids, and never a code', async () => {
    const { id } = await received()
    await change(id, { revision: 0, patientCode: 'Q-4711', routed: { party: AOBA } })
    await change(id, { revision: 1, patientCode: 'K-102', outcome: 'houseCall', closed: {} })
    const entries = await entriesOf(id)
    expect(entries.map(({ action, detail }) => [action, JSON.parse(detail)])).toEqual([
      ['call.receive', {}],
      ['call.change', { patient: 'none', routed: `physician:${AOBA.id} ${MORNING}` }],
      ['call.change', { patient: 'minato-patient-1', outcome: 'houseCall', closed: MORNING }],
    ])
    expect(JSON.stringify(entries)).not.toMatch(/4711|K-102/)
  })

  it('has, of a day, the calls from 0:00 to 24:00 in Tokyo', async () => {
    const midnight = instantOf('2026-05-30', '00:00')
    const [before, start, last, after] = [
      await received(midnight - MINUTE),
      await received(midnight),
      await received(midnight + DAY - MINUTE),
      await received(midnight + DAY),
    ]
    expect(await listed('2026-05-30')).toEqual([last.id, start.id])
    expect(await listed('2026-05-29')).toEqual([before.id])
    expect(await listed('2026-05-31')).toContain(after.id)
  })

  it('has, of today, whatever is still open, and no closed call of yesterday', async () => {
    const [open, closed] = [await received(MORNING - DAY), await received(MORNING - DAY + HOUR)]
    await change(closed.id, { revision: 0, closed: {} })
    const today = await listed()
    expect(today).toContain(open.id)
    expect(today).not.toContain(closed.id)
  })

  it('is counted by outcome, caller and the wait for an answer, in its window and association alone', async () => {
    const window = { start: instantOf('2026-03-01', '00:00'), end: instantOf('2026-04-01', '00:00') }
    const counted = [window.start, window.end - MINUTE]
    for (const [index, at] of [...counted, window.end, window.start - MINUTE].entries()) {
      const { id } = await received(at)
      await change(id, {
        revision: 0,
        caller: 'family',
        answered: { party: AOBA, at: at + (index + 1) * MINUTE },
        outcome: 'telephoneAdvice',
        closed: { at: at + 30 * MINUTE },
      })
    }
    await receive(randomUUID(), window.start, 'ward-kita')
    const counts = await callCounts(context.db, 'minato', window)
    expect(counts).toMatchObject({ calls: 2, open: 0, medianMinutesToAnswer: 1.5 })
    expect(counts.outcomes[0]).toEqual({ outcome: 'telephoneAdvice', calls: 2 })
    expect(counts.callers[0]).toEqual({ caller: 'family', calls: 2 })
  })
})
