import { beforeEach, expect, it } from 'vitest'
import type { Context } from '../../server/context.ts'
import type { Problem } from '../../server/http/api.ts'
import { DEFAULT_GATE_SETTINGS } from '../../server/roster/gate/gate.ts'
import type { SchemeGateSettings } from '../../server/roster/gate/gate-settings-view.ts'
import type { GateView } from '../../server/roster/gate/gate-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const ROSTER = '/api/schemes/minato-locum/rosters/2027'
const SETTINGS = '/api/schemes/minato-locum/gate-settings'

onEachDatabase('the gate over HTTP', ({ seeded }) => {
  let context: Context
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const post = async (path: string, body: unknown) => {
    const response = await server.post(path, body)
    const { reason, detail, fields } = await bodyOf<{
      reason?: string
      detail?: string
      fields?: { path: string }[]
    }>(response)
    return { status: response.status, reason, detail, fields: fields?.map(({ path }) => path) }
  }
  const endLinks = () =>
    context.db
      .updateTable('nurse_link')
      .set({ to_day: '2027-06-30' })
      .where('target_kind', '=', 'scheme')
      .execute()

  it('names everything a finding speaks of, with hours as the wall clock of Tokyo', async () => {
    await endLinks()
    const gate = await bodyOf<GateView>(server.get(`${ROSTER}/gate`))
    const [group] = gate.checks.find(({ check }) => check === 'nurseLink')?.groups ?? []
    const [first] = group?.findings ?? []
    expect(first?.hours[0]?.start).toMatch(/^2027-07-\d\dT\d\d:00:00\+09:00$/)
    expect(gate.units.map(({ id }) => id)).toEqual(expect.arrayContaining(first?.units ?? ['none']))
    expect(gate.people.map(({ id }) => id)).toEqual(expect.arrayContaining(first?.people ?? ['none']))
    expect(gate.stations.map(({ id }) => id)).toEqual(expect.arrayContaining(first?.stations ?? ['none']))
    expect(gate.stations[0]?.association).toMatchObject({ id: 'minato' })
  })

  it('has nothing to say of a year that is not drafted', async () => {
    expect((await server.get('/api/schemes/minato-locum/rosters/2030/gate')).status).toBe(404)
  })

  it('says which checks keep a publication back', async () => {
    await endLinks()
    expect(await post(`${ROSTER}/publications`, { revision: 1 })).toMatchObject({
      status: 409,
      reason: 'gateClosed',
      detail: 'nurseLink',
    })
  })

  it.each([
    ['no list', { waivers: 'none' }, ['waivers']],
    [
      'an unknown check',
      { waivers: [{ check: 'luck', reason: '', signedBy: '', expiresOn: '' }] },
      ['waivers.0.check'],
    ],
    [
      'nothing in it',
      { waivers: [{}] },
      ['waivers.0.check', 'waivers.0.reason', 'waivers.0.signedBy', 'waivers.0.expiresOn'],
    ],
    [
      'a waiver for a check that is met',
      { waivers: [{ check: 'limits', reason: '理由はあります', signedBy: '見本', expiresOn: 'soon' }] },
      ['waivers.0.check', 'waivers.0.expiresOn'],
    ],
    [
      'what is not one line of readable text',
      {
        waivers: [
          { check: 'limits', reason: '理由は\nあります', signedBy: '見本\u202e', expiresOn: '2026-07-31' },
        ],
      },
      ['waivers.0.reason', 'waivers.0.signedBy'],
    ],
  ])('refuses waivers by field: %s', async (_title, body, fields) => {
    expect(await post(`${ROSTER}/publications`, { revision: 1, ...body })).toMatchObject({
      status: 400,
      reason: 'invalidInput',
      fields,
    })
  })

  it('says the limits of what a waiver must say', async () => {
    const waivers = [{ check: 'limits', reason: 'no', signedBy: '名'.repeat(101), expiresOn: '2020-01-01' }]
    const response = await server.post(`${ROSTER}/publications`, { revision: 1, waivers })
    const { fields } = await bodyOf<Problem>(response)
    expect(fields?.map(({ message }) => message)).toEqual([
      '免除を求められている確認を、一度ずつ選んでください。',
      '免除の理由は、改行を入れずに、5文字から500文字までで入力してください。',
      '署名（氏名）を、100文字までで入力してください。',
      '免除の期限は、明日から1年後までの日を選んでください。',
    ])
  })

  it('has the default settings until somebody changes them, and refuses to soften what cannot be', async () => {
    expect(await bodyOf<SchemeGateSettings>(server.get(SETTINGS))).toMatchObject({
      settings: DEFAULT_GATE_SETTINGS,
      defaults: DEFAULT_GATE_SETTINGS,
      revision: 0,
    })
    const settings = { ...DEFAULT_GATE_SETTINGS, doubleBooked: 'warn', filled: 'off', away: 'perhaps' }
    expect(await post(SETTINGS, { settings, revision: 0 })).toMatchObject({
      status: 400,
      fields: ['settings.filled', 'settings.doubleBooked', 'settings.away'],
    })
    const { nurseLink: _, ...incomplete } = DEFAULT_GATE_SETTINGS
    expect(await post(SETTINGS, { settings: incomplete, revision: 0 })).toMatchObject({
      status: 400,
      fields: ['settings.nurseLink'],
    })
  })

  it('counts with the new settings at once, and refuses those of who read older ones', async () => {
    await endLinks()
    const change = { settings: { ...DEFAULT_GATE_SETTINGS, nurseLink: 'off' }, revision: 0 }
    expect(await post(SETTINGS, change)).toMatchObject({ status: 200 })
    expect(await post(SETTINGS, change)).toMatchObject({ status: 409, reason: 'staleRevision' })
    expect(await post(`${ROSTER}/publications`, { revision: 1 })).toMatchObject({ status: 200 })
  })
})
