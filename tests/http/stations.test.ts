import { beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../server/context.ts'
import { ROUND_THE_CLOCK } from '../../server/directory/stations/station-cover.ts'
import type { Station, StationList, StationReminder } from '../../server/directory/stations/station-view.ts'
import { DAY } from '../../server/time/interval.ts'
import { onWorkdays } from '../builders/station.ts'
import { aContext, bodyOf, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, aSignedInPerson, membershipOf } from '../setup/person.ts'

const STATIONS = '/api/associations/minato/stations'
const FIRST = `${STATIONS}/minato-station-1`
const SECOND = `${STATIONS}/minato-station-2`

/** What the first station proves from today on. */
const anEvidence = (given: object = {}) => ({
  kind: 'urgentVisit',
  checkedOn: '2026-06-01',
  checkedBy: '見本 事子',
  nightPhone: '0120-000-111',
  validUntil: '2027-03-31',
  revision: 0,
  ...given,
})

onEachDatabase('the stations of an association', ({ seeded }) => {
  let context: Context
  let time: { now: number }
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    ;({ context, time } = aContext(await seeded()))
    server = await anAppOf(context)
  })

  /** At another time; whoever was signed in till then is so no longer. */
  const at = async (now: number) => {
    time.now = now
    server = await anAppOf(context)
  }
  const list = () => bodyOf<StationList>(server.get(STATIONS))
  const read = (path = FIRST) => bodyOf<Station>(server.get(path))
  const answer = async (path: string, body: unknown, cookie?: string) => {
    const response = await server.post(path, body, cookie ? { cookie } : {})
    const { reason, fields } = await bodyOf<{ reason?: string; fields?: { path: string }[] }>(response)
    return {
      status: response.status,
      ...(reason ? { reason } : {}),
      ...(fields ? { fields: fields.map(field => field.path) } : {}),
    }
  }
  /** Somebody of the first station. */
  const atTheStation = async () =>
    (await aSignedInPerson(context, { memberships: [membershipOf('nursingStation', 'minato')] })).cookie
  const recorded = async () =>
    (
      await context.db
        .selectFrom('audit_entry')
        .select(['action', 'actor_id', 'association_id', 'resource', 'detail'])
        .where('resource', 'like', 'nursingStation:%')
        .execute()
    ).map(entry => ({ ...entry, detail: JSON.parse(entry.detail) }))

  it('are listed with their state, hours and when they last confirmed them', async () => {
    const { association, stations } = await list()
    expect(association).toBe('見本みなと医師会（架空）')
    expect(stations.map(({ id, state, provenUntil, links }) => ({ id, state, provenUntil, links }))).toEqual(
      ['minato-station-2', 'minato-station-1', 'minato-station-3'].map(id => ({
        id,
        state: 'valid',
        provenUntil: '2030-03-31',
        links: 1,
      })),
    )
    expect(stations.map(({ confirmed }) => confirmed?.byPhone ?? null)).toEqual([true, false, null])
  })

  it('are added by a real association, with nothing proven yet and their number in one form', async () => {
    const added = await bodyOf<Station>(
      server.post(STATIONS, { name: '訪問看護ステーションはと', nightPhone: '０９０（１２３４）５６７８' }),
    )
    expect(added).toMatchObject({
      name: '訪問看護ステーションはと',
      nightPhone: '090-1234-5678',
      state: 'unknown',
      cover: { weekly: [], dates: [] },
      evidence: [],
      revision: 0,
    })
    expect((await list()).stations).toHaveLength(4)
    expect(await recorded()).toEqual([
      {
        action: 'station.add',
        actor_id: server.accountId,
        association_id: 'minato',
        resource: `nursingStation:${added.id}`,
        detail: {},
      },
    ])
  })

  it('are renamed, change their hours and number, close and open again', async () => {
    await server.post(`${FIRST}/name`, { name: '訪問看護みなと', revision: 0 })
    const cover = {
      ...onWorkdays('17:00', '09:00'),
      dates: [{ from: '2026-08-13', to: '2026-08-15', hours: [] }],
    }
    await server.post(`${FIRST}/hours`, { nightPhone: '0120-000-111', cover, revision: 1 })
    await server.post(`${FIRST}/close`, { closedOn: '2026-06-01', revision: 2 })
    expect(await read()).toMatchObject({
      name: '訪問看護みなと',
      nightPhone: '0120-000-111',
      cover,
      closedOn: '2026-06-01',
      state: 'closed',
      revision: 3,
    })
    await server.post(`${FIRST}/close`, { closedOn: null, revision: 3 })
    expect(await read()).toMatchObject({ closedOn: null, state: 'valid' })
    const entries = await recorded()
    expect(entries.map(({ action }) => action)).toEqual([
      'station.rename',
      'station.hours',
      'station.close',
      'station.close',
    ])
    expect(JSON.stringify(entries)).not.toContain('0120')
  })

  it('keep evidence, which holds at once, and withdrawn evidence, which proves nothing', async () => {
    await context.db.deleteFrom('nurse_evidence').execute()
    expect((await read()).state).toBe('unknown')
    expect(await answer(`${FIRST}/evidence`, anEvidence())).toEqual({ status: 200 })
    const { evidence, state } = await read()
    expect(state).toBe('valid')
    expect(evidence).toMatchObject([{ ...omitRevision(anEvidence()), standing: 'holds' }])
    const withdraw = (revision: number) =>
      answer(`${FIRST}/evidence/${evidence[0]?.id}/withdraw`, { revision })
    expect(await withdraw(1)).toEqual({ status: 200 })
    expect(await read()).toMatchObject({ state: 'unknown', evidence: [{ standing: 'withdrawn' }] })
    expect(await withdraw(2)).toMatchObject({ status: 404 })
    expect(await read()).toMatchObject({ revision: 2 })
  })

  it('lose their state when the evidence expires, without anybody doing anything', async () => {
    await context.db.deleteFrom('nurse_evidence').execute()
    await answer(`${FIRST}/evidence`, anEvidence({ validUntil: '2026-06-30' }))
    await at(MORNING + 29 * DAY)
    expect((await read()).state).toBe('valid')
    await at(MORNING + 30 * DAY)
    expect(await read()).toMatchObject({ state: 'expired', evidence: [{ standing: 'expired' }] })
  })

  describe('confirmed', () => {
    it('by the station itself through its account', async () => {
      await at(MORNING + DAY)
      expect(await answer(`${FIRST}/confirm`, { revision: 0 }, await atTheStation())).toEqual({ status: 200 })
      const [latest] = (await read()).confirmations
      expect(latest).toEqual({ at: MORNING + DAY, byPhone: false, spokenWith: '' })
    })

    it('by the secretariat on the telephone, with the name of whom it spoke with', async () => {
      expect(await answer(`${FIRST}/confirm-by-phone`, { spokenWith: '　', revision: 0 })).toMatchObject({
        status: 400,
        fields: ['spokenWith'],
      })
      await server.post(`${FIRST}/confirm-by-phone`, { spokenWith: '灯台 守', revision: 0 })
      const [latest] = (await read()).confirmations
      expect(latest).toEqual({ at: MORNING, byPhone: true, spokenWith: '灯台 守' })
      expect((await recorded()).at(-1)?.detail).toEqual({ byPhone: true })
    })

    it('never in the name of the station by the secretariat', async () => {
      expect(await answer(`${FIRST}/confirm`, { revision: 0 })).toMatchObject({ status: 403 })
    })

    it('only as it was seen', async () => {
      await server.post(`${FIRST}/name`, { name: '訪問看護みなと', revision: 0 })
      expect(await answer(`${FIRST}/confirm`, { revision: 0 }, await atTheStation())).toMatchObject({
        reason: 'staleRevision',
      })
      expect((await read()).confirmations).toHaveLength(1)
    })
  })

  describe('through the account of one of them', () => {
    it('changes its own hours and number, and reads what is kept of it', async () => {
      const cookie = await atTheStation()
      const change = { nightPhone: '0120-000-222', cover: ROUND_THE_CLOCK, revision: 0 }
      expect(await answer(`${FIRST}/hours`, change, cookie)).toEqual({ status: 200 })
      const own = await bodyOf<Station>(server.get(FIRST, { cookie }))
      expect(own).toMatchObject({ nightPhone: '0120-000-222', revision: 1 })
    })

    it.each([
      ['its evidence', `${FIRST}/evidence`, anEvidence()],
      ['its name', `${FIRST}/name`, { name: 'x', revision: 0 }],
      ['its closing', `${FIRST}/close`, { closedOn: null, revision: 0 }],
      [
        'the hours of another',
        `${SECOND}/hours`,
        { nightPhone: '0120-000-222', cover: ROUND_THE_CLOCK, revision: 0 },
      ],
      ['the word of another', `${SECOND}/confirm`, { revision: 0 }],
    ])('not %s', async (_title, path, body) => {
      expect(await answer(path, body, await atTheStation())).toMatchObject({ reason: 'notAllowed' })
    })

    it('learns of every patient linked to it, the secretariat of those of its own association', async () => {
      await context.db
        .insertInto('nurse_link')
        .values(
          ['minato', 'ward-kita'].map(associationId => ({
            id: `link-${associationId}`,
            station_id: 'minato-station-1',
            association_id: associationId,
            target_kind: 'patient',
            target_id: associationId === 'minato' ? 'K-1' : 'K-2',
            from_day: '2026-06-01',
            to_day: null,
            entered_at: MORNING,
            entered_by: null,
          })),
        )
        .execute()
      const patientsOf = ({ links }: Station) =>
        links.flatMap(({ target }) => (target.kind === 'patient' ? [target.name] : [])).sort()
      expect(patientsOf(await read())).toEqual(['K-1'])
      const own = await bodyOf<Station>(server.get(FIRST, { cookie: await atTheStation() }))
      expect(patientsOf(own)).toEqual(['K-1', 'K-2'])
    })
  })

  describe('bad input', () => {
    const hours = { nightPhone: '0120-000-111', cover: ROUND_THE_CLOCK, revision: 0 }
    const coverWith = (given: object) => ({ ...hours, cover: { weekly: [], dates: [], ...given } })
    it.each([
      ['a station without name or number', STATIONS, { name: ' ', nightPhone: '' }, ['name', 'nightPhone']],
      ['a number that is none', STATIONS, { name: 'x', nightPhone: '12-34' }, ['nightPhone']],
      [
        'a mobile number short of a digit',
        STATIONS,
        { name: 'x', nightPhone: '090-1234-567' },
        ['nightPhone'],
      ],
      [
        'hours at no time',
        `${FIRST}/hours`,
        coverWith({ weekly: [{ weekday: 1, from: '24:00', to: '25:00' }] }),
        ['cover.weekly.0.from', 'cover.weekly.0.to'],
      ],
      [
        'an eighth weekday',
        `${FIRST}/hours`,
        coverWith({ weekly: [{ weekday: 8, from: '00:00', to: '24:00' }] }),
        ['cover.weekly.0.weekday'],
      ],
      [
        'days that end before they begin, and days twice',
        `${FIRST}/hours`,
        coverWith({
          dates: [
            { from: '2026-08-15', to: '2026-08-13', hours: [] },
            { from: '2026-12-29', to: '2027-01-03', hours: [] },
            { from: '2027-01-03', to: '2027-01-04', hours: [] },
            { from: '2027-02-29', to: '2027-03-01', hours: [{ from: 'x', to: '09:00' }] },
          ],
        }),
        ['cover.dates.0.to', 'cover.dates.2.from', 'cover.dates.3.from', 'cover.dates.3.hours.0.from'],
      ],
      [
        'evidence checked tomorrow',
        `${FIRST}/evidence`,
        anEvidence({ checkedOn: '2026-06-02' }),
        ['checkedOn'],
      ],
      [
        'evidence that ends before it was checked',
        `${FIRST}/evidence`,
        anEvidence({ validUntil: '2026-05-31' }),
        ['validUntil'],
      ],
      [
        'evidence that never ends',
        `${FIRST}/evidence`,
        anEvidence({ validUntil: '2099-03-31' }),
        ['validUntil'],
      ],
      [
        'evidence of nothing by nobody',
        `${FIRST}/evidence`,
        anEvidence({ kind: 'rumour', checkedBy: '', nightPhone: 'x' }),
        ['kind', 'checkedBy', 'nightPhone'],
      ],
      ['a day that does not exist', `${FIRST}/close`, { closedOn: '2026-02-30', revision: 0 }, ['closedOn']],
    ])('%s is refused by field, all at once', async (_title, path, body, fields) => {
      const before = await read()
      expect(await answer(path, body)).toEqual({ status: 400, reason: 'invalidInput', fields })
      expect(await read()).toEqual(before)
      expect((await list()).stations).toHaveLength(3)
    })
  })

  describe('at once', () => {
    it.each([
      ['two hours', [`${FIRST}/hours`, `${FIRST}/hours`]],
      ['hours and a name', [`${FIRST}/hours`, `${FIRST}/name`]],
      ['a proof and a confirmation by telephone', [`${FIRST}/evidence`, `${FIRST}/confirm-by-phone`]],
    ])('of %s one is kept and the other told', async (_title, paths) => {
      const bodies: Record<string, object> = {
        [`${FIRST}/hours`]: { nightPhone: '0120-000-111', cover: ROUND_THE_CLOCK, revision: 0 },
        [`${FIRST}/name`]: { name: '新', revision: 0 },
        [`${FIRST}/evidence`]: anEvidence(),
        [`${FIRST}/confirm-by-phone`]: { spokenWith: '見本', revision: 0 },
      }
      const answers = await Promise.all(paths.map(path => answer(path, bodies[path])))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect((await read()).revision).toBe(1)
      expect(await recorded()).toHaveLength(1)
    })

    it('ten who change one station: exactly one wins', async () => {
      const names = Array.from({ length: 10 }, (_, index) => `第${index}`)
      const answers = await Promise.all(names.map(name => answer(`${FIRST}/name`, { name, revision: 0 })))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
    })
  })

  it('that need seeing to are told of, the most pressing first', async () => {
    const reminders = () =>
      bodyOf<{ reminders: StationReminder[] }>(server.get('/api/associations/minato/station-reminders'))
    expect((await reminders()).reminders).toMatchObject([
      { kind: 'notConfirmed', station: '訪問看護ステーション灯台', day: null },
    ])
    await context.db.deleteFrom('nurse_evidence').execute()
    await answer(`${FIRST}/evidence`, anEvidence({ validUntil: '2026-06-20' }))
    await answer(`${FIRST}/confirm`, { revision: 1 }, await atTheStation())
    expect((await reminders()).reminders.map(({ kind, within }) => [kind, within])).toEqual([
      ['noEvidence', null],
      ['noEvidence', null],
      ['evidenceExpires', 30],
      ['notConfirmed', null],
    ])
    expect((await read()).reminders).toMatchObject([{ kind: 'evidenceExpires', day: '2026-06-20' }])
  })
})

const omitRevision = ({ revision: _, ...kept }: ReturnType<typeof anEvidence>) => kept
