import { beforeEach, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import type { AbsencesView } from '../../server/coverage/absences/absence-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { aMembership, anAppOf, membershipOf } from '../setup/person.ts'

const ALL = '/api/associations/minato/absences'
const REASONS = '/api/associations/minato/absence-reasons'
const physicianPath = (number: number) => `/api/associations/minato/physicians/minato-physician-${number}`
const absencesOf = (number: number) => `${physicianPath(number)}/absences`
const handOf = (number: number, absenceId: string) => `${physicianPath(number)}/absence-hands/${absenceId}`

const at = (day: string, time: string) => `${day}T${time}:00+09:00`

const typed = (given: object = {}) => ({
  start: at('2026-07-01', '13:00'),
  end: at('2026-07-01', '18:00'),
  reasonId: 'minato-absence-reason-1',
  cover: 'deputy',
  coverPhysicianId: null,
  ...given,
})

onEachDatabase('absences', ({ seeded }) => {
  let context: ServerContext
  let time: { now: number }
  let clerk: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    ;({ context, time } = aContext(await seeded()))
    clerk = await anAppOf(context)
  })

  const physician = (number: number) =>
    anAppOf(context, {
      memberships: [aMembership({ role: 'physician', facilityId: `minato-physician-${number}` })],
    })
  const read = (path = ALL) => bodyOf<AbsencesView>(clerk.get(path))
  const entered = async (number: number, given: object = {}) => {
    const response = await clerk.post(absencesOf(number), typed(given))
    expect([response.status, response.ok ? '' : await response.clone().text()]).toEqual([200, ''])
    const { id } = await bodyOf<{ id: string }>(response)
    return found(id)
  }
  const found = async (id: string) => {
    const absence = (await read()).absences.find(one => one.id === id)
    if (!absence) throw new Error('it was just entered')
    return absence
  }
  const fieldsOf = async (response: Response) => {
    const { reason, fields = [] } = await bodyOf<{ reason: string; fields?: { path: string }[] }>(response)
    return [reason, ...fields.map(({ path }) => path)]
  }

  it('are entered by the physician, or for them, and the board and the audit are told without the reason', async () => {
    const shown = () =>
      context.db
        .selectFrom('association')
        .where('id', '=', 'minato')
        .select('shown_revision')
        .executeTakeFirstOrThrow()
    const before = await shown()
    const themselves = await physician(2)
    expect((await themselves.post(absencesOf(2), typed())).status).toBe(200)
    const forThem = await entered(3)
    expect((await shown()).shown_revision).toBe(before.shown_revision + 2)
    const all = await read()
    expect(all.absences.filter(one => one.start === typed().start)).toMatchObject([
      { physician: { name: expect.any(String) }, onBehalf: expect.any(Boolean), reason: { label: '学会' } },
      {},
    ])
    expect(forThem).toMatchObject({ onBehalf: true, cover: 'deputy', coverPhysician: null, revision: 0 })
    const entries = await context.db
      .selectFrom('audit_entry')
      .where('action', '=', 'absence.enter')
      .orderBy('seq')
      .selectAll()
      .execute()
    expect(entries.map(entry => entry.on_behalf_of)).toEqual([null, 'minato-physician-3'])
    expect(JSON.stringify(entries)).not.toContain('reason')
  })

  it('tell of the published duties that fall into them', async () => {
    const [duty] = await context.db
      .selectFrom('duty_assignment')
      .where('roster_id', '=', 'minato-locum/2026')
      .where('start_at', '>', time.now)
      .orderBy('start_at')
      .selectAll()
      .execute()
    if (!duty) throw new Error('the year is published')
    const number = Number(duty.physician_id.split('-').at(-1))
    const written = (instant: number) => new Date(instant).toISOString()
    const absence = await entered(number, {
      start: written(duty.start_at + 3_600_000),
      end: written(duty.start_at + 7_200_000),
    })
    expect(absence.duties).toMatchObject([
      { scheme: { id: 'minato-locum' }, fiscalYear: 2026, unitId: duty.unit_id, post: 'locum' },
    ])
  })

  it.each([
    ['an end before the start', typed({ end: at('2026-07-01', '12:00') }), ['invalidInput', 'end']],
    [
      'long ago',
      typed({ start: at('2026-05-01', '12:00'), end: at('2026-05-01', '13:00') }),
      ['invalidInput', 'start'],
    ],
    ['longer than a year', typed({ end: at('2027-08-01', '12:00') }), ['invalidInput', 'end']],
    ['a reason nobody has', typed({ reasonId: 'nobodys' }), ['invalidInput', 'reasonId']],
    [
      'another association’s reason',
      typed({ reasonId: 'ward-kita-absence-reason-1' }),
      ['invalidInput', 'reasonId'],
    ],
    [
      'a locum nobody is',
      typed({ cover: 'locum', coverPhysicianId: 'nobody' }),
      ['invalidInput', 'coverPhysicianId'],
    ],
    [
      'the absent one as locum',
      typed({ cover: 'locum', coverPhysicianId: 'minato-physician-2' }),
      ['invalidInput', 'coverPhysicianId'],
    ],
    [
      'everything at once',
      typed({ end: at('2026-07-01', '12:00'), reasonId: 'x', coverPhysicianId: 'x' }),
      ['invalidInput', 'end', 'reasonId', 'coverPhysicianId'],
    ],
    ['no times', { ...typed(), start: 'soon', end: null }, ['invalidInput', 'start', 'end']],
  ])('refused by field: %s', async (_title, body, fields) => {
    const refused = await clerk.post(absencesOf(2), body)
    expect(refused.status).toBe(400)
    expect(await fieldsOf(refused)).toEqual(fields)
  })

  it('of one physician never overlap; adjoining ones may be', async () => {
    await entered(2)
    const overlapping = await clerk.post(
      absencesOf(2),
      typed({ start: at('2026-07-01', '17:59'), end: at('2026-07-02', '09:00') }),
    )
    expect([overlapping.status, await fieldsOf(overlapping)]).toEqual([
      409,
      ['absenceOverlap', 'start', 'end'],
    ])
    await entered(2, { start: at('2026-07-01', '18:00'), end: at('2026-07-02', '09:00') })
  })

  it('of ten entered for the same hours at once, one is', async () => {
    const responses = await Promise.all(Array.from({ length: 10 }, () => clerk.post(absencesOf(2), typed())))
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(responses.filter(({ status }) => status === 409)).toHaveLength(9)
  })

  it('name a locum of any association, who is not away in these hours', async () => {
    const absence = await entered(2, { cover: 'locum', coverPhysicianId: 'ward-kita-physician-1' })
    expect(absence.coverPhysician).toMatchObject({ id: 'ward-kita-physician-1', name: '朝日 一成' })
    await entered(3, { start: at('2026-08-01', '09:00'), end: at('2026-08-01', '12:00') })
    const refused = await clerk.post(
      absencesOf(4),
      typed({
        start: at('2026-08-01', '11:59'),
        end: at('2026-08-01', '18:00'),
        cover: 'locum',
        coverPhysicianId: 'minato-physician-3',
      }),
    )
    expect(await fieldsOf(refused)).toEqual(['invalidInput', 'coverPhysicianId'])
    await entered(4, {
      start: at('2026-08-01', '12:00'),
      end: at('2026-08-01', '18:00'),
      cover: 'locum',
      coverPhysicianId: 'minato-physician-3',
    })
  })

  it('have the covers that the scheme offers, the first proposed', async () => {
    const settings = '/api/schemes/minato-locum/coverage-settings'
    const { settings: old, revision } = await bodyOf<{ settings: object; revision: number }>(
      clerk.get(settings),
    )
    await clerk.post(settings, {
      settings: { ...old, topology: 'hospitalCentred', covers: ['rota', 'request'] },
      revision,
    })
    expect((await read()).physicians[0]?.covers).toEqual(['rota', 'request'])
    expect(await fieldsOf(await clerk.post(absencesOf(2), typed()))).toEqual(['invalidInput', 'cover'])
    await entered(2, { cover: 'rota' })
  })

  it('are changed and withdrawn, by whoever saw them as they are', async () => {
    const { id, revision } = await entered(2)
    const one = `${absencesOf(2)}/${id}`
    const change = await clerk.post(one, { ...typed({ end: at('2026-07-02', '09:00') }), revision })
    expect(change.status).toBe(200)
    expect(await found(id)).toMatchObject({ end: at('2026-07-02', '09:00'), revision: 1 })
    expect((await clerk.post(one, { ...typed(), revision })).status).toBe(409)
    expect((await clerk.post(`${one}/withdraw`, { revision })).status).toBe(409)
    expect((await clerk.post(`${one}/withdraw`, { revision: 1 })).status).toBe(200)
    expect((await read()).absences.some(absence => absence.id === id)).toBe(false)
    expect((await clerk.post(`${one}/withdraw`, { revision: 2 })).status).toBe(404)
    await entered(2)
  })

  it('stay as they were once they are over for 30 days', async () => {
    const { id, revision } = await entered(2)
    time.now += 61 * 86_400_000
    clerk = await anAppOf(context)
    const refused = await clerk.post(`${absencesOf(2)}/${id}/withdraw`, { revision })
    expect([refused.status, await fieldsOf(refused)]).toEqual([409, ['absenceOver']])
  })

  it('are not found under another physician or association', async () => {
    const { id, revision } = await entered(2)
    expect((await clerk.post(`${absencesOf(3)}/${id}/withdraw`, { revision })).status).toBe(404)
    const kita = await anAppOf(context, { memberships: [membershipOf('secretariat', 'ward-kita')] })
    expect((await kita.get(ALL)).status).toBe(404)
  })

  it('show a physician their own, and requests without the reason; nothing of anybody else', async () => {
    const other = await physician(2)
    await entered(3)
    const own = await bodyOf<AbsencesView>(other.get(absencesOf(2)))
    expect(own.absences).toEqual([])
    expect(own.physicians.map(({ id }) => id)).toEqual(['minato-physician-2'])
    expect(own.requests).toEqual([
      expect.objectContaining({
        id: 'minato-absence-3',
        physician: expect.objectContaining({ name: '中原 楓' }),
        hand: null,
      }),
    ])
    expect(JSON.stringify(own.requests)).not.toContain('学会')
    expect((await other.get(absencesOf(3))).status).toBe(403)
    expect((await other.get(ALL)).status).toBe(403)
  })

  it('a hand goes up, once, and down again', async () => {
    const { id } = await entered(2, { cover: 'request' })
    const helper = await physician(5)
    const raise = () => helper.post(handOf(5, id), { raised: true })
    const first = await bodyOf<{ id: string }>(raise())
    expect(await bodyOf<{ id: string }>(raise())).toEqual(first)
    expect((await found(id)).hands).toMatchObject([
      { id: first.id, physician: { name: '大沢 三郎' }, onBehalf: false },
    ])
    expect((await helper.post(handOf(5, id), { raised: false })).status).toBe(200)
    expect((await found(id)).hands).toEqual([])
    expect((await helper.post(handOf(5, id), { raised: false })).status).toBe(404)
  })

  it('the absent, the away and the unasked raise no hand', async () => {
    const { id } = await entered(2, { cover: 'request' })
    await entered(3)
    expect((await clerk.post(handOf(2, id), { raised: true })).status).toBe(404)
    expect(await fieldsOf(await clerk.post(handOf(3, id), { raised: true }))).toEqual(['awayThen'])
    const plain = await entered(4)
    expect((await clerk.post(handOf(5, plain.id), { raised: true })).status).toBe(404)
    expect((await found(id)).asked).not.toContain('minato-physician-2')
    expect((await found(id)).asked).toContain('minato-physician-5')
  })

  it('of ten who confirm different hands at once, one does', async () => {
    const { id, revision } = await entered(2, { cover: 'request' })
    for (const number of [4, 5]) await clerk.post(handOf(number, id), { raised: true })
    const { hands } = await found(id)
    const responses = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        clerk.post(`${absencesOf(2)}/${id}/confirm`, { handId: hands[index % 2]?.id, revision }),
      ),
    )
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(responses.filter(({ status }) => status === 409)).toHaveLength(9)
    const { coverPhysician } = await found(id)
    expect(['minato-physician-4', 'minato-physician-5']).toContain(coverPhysician?.id)
    expect(await fieldsOf(await clerk.post(handOf(6, id), { raised: true }))).toEqual(['alreadyTaken'])
  })

  it('whoever was confirmed stays for fewer hours and is asked anew for more', async () => {
    const { id, revision } = await entered(2, { cover: 'request' })
    await clerk.post(handOf(4, id), { raised: true })
    const themselves = await physician(2)
    const [hand] = (await found(id)).hands
    expect(
      (await themselves.post(`${absencesOf(2)}/${id}/confirm`, { handId: hand?.id, revision })).status,
    ).toBe(200)
    const fewer = typed({ cover: 'request', end: at('2026-07-01', '17:00') })
    await clerk.post(`${absencesOf(2)}/${id}`, { ...fewer, revision: 1 })
    expect((await found(id)).coverPhysician?.id).toBe('minato-physician-4')
    await clerk.post(`${absencesOf(2)}/${id}`, { ...typed({ cover: 'request' }), revision: 2 })
    expect((await found(id)).coverPhysician).toBeNull()
  })

  it('the reasons are a list of the association; one left out stays with the absences that have it', async () => {
    const { id, revision: before } = await entered(2)
    const { reasons, revision } = await read()
    const change = { reasons: [{ id: null, label: '研修' }, ...reasons.slice(1)], revision }
    expect((await clerk.post(REASONS, change)).status).toBe(200)
    expect((await read()).reasons.map(({ label }) => label)).toEqual([
      '研修',
      '旅行',
      '病気・けが',
      '家庭の事情',
      'その他',
    ])
    expect((await found(id)).reason.label).toBe('学会')
    expect(await fieldsOf(await clerk.post(absencesOf(3), typed()))).toEqual(['invalidInput', 'reasonId'])
    const same = { ...typed({ end: at('2026-07-01', '17:00') }), revision: before }
    expect((await clerk.post(`${absencesOf(2)}/${id}`, same)).status).toBe(200)
    expect((await clerk.post(REASONS, change)).status).toBe(409)
    expect(await fieldsOf(await clerk.post(REASONS, { reasons: [], revision: revision + 1 }))).toEqual([
      'invalidInput',
      'reasons',
    ])
  })
})
