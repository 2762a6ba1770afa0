import { beforeEach, describe, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import type { Role } from '../../server/identity/role.ts'
import type { AnswerView } from '../../server/patients/answer-view.ts'
import type { PatientsView, TeamView } from '../../server/patients/patient-view.ts'
import { hashOfToken, newToken } from '../../server/secrets/token.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { aContext, bodyOf, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { aMembership, anAppOf } from '../setup/person.ts'

const MINATO = '/api/associations/minato'
const doctor = (number: number) => `minato-physician-${number}`
const KITA_1 = 'ward-kita-physician-1'

const plan = { means: 'backBed', contacts: ['station', 'attending'], wishes: 'yes' }
const team = (given: object = {}) => ({
  attendingId: doctor(4),
  deputyIds: [],
  specialists: [],
  stationIds: [],
  hospitalId: null,
  schemeId: null,
  emergencyPlan: plan,
  ...given,
})

type Refused = { reason: string; fields?: { path: string }[] }

onEachDatabase('patients and their teams', ({ seeded }) => {
  let context: ServerContext
  let time: { now: number }
  let office: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    const made = aContext(await seeded())
    context = made.context
    time = made.time
    office = await anAppOf(context)
  })

  /** Half an hour without a request ends a session: the office signs in again. */
  async function later(instant: number) {
    time.now = instant
    office = await anAppOf(context)
  }

  const as = (role: Role, facilityId: string | null = null, associationId = 'minato') =>
    anAppOf(context, { memberships: [aMembership({ associationId, role, facilityId })] })
  const enter = async (code: string, given: object | null = team(), more: object = {}) => {
    const response = await office.post(`${MINATO}/patients`, { code, areaId: null, team: given, ...more })
    expect([response.status, code]).toEqual([200, code])
    return (await bodyOf<{ patientId: string }>(response)).patientId
  }
  const ask = (question: object, who = office) => who.post(`${MINATO}/answers`, question)
  const answer = async (question: object, who = office) => {
    const response = await ask(question, who)
    expect(response.status).toBe(200)
    return bodyOf<AnswerView>(response)
  }
  const teamOf = async (patientId: string): Promise<TeamView> => {
    const { team: found } = await answer({ patientId })
    if (!found) throw new Error('it has a team')
    return found
  }
  const change = (id: string, body: object, who = office) => who.post(`${MINATO}/care-teams/${id}`, body)
  const listed = (who = office) => bodyOf<PatientsView>(who.get(`${MINATO}/patients`))
  const fieldsOf = async (response: Response) =>
    ((await bodyOf<Refused>(response)).fields ?? []).map(({ path }) => path)

  describe('a reference', () => {
    it('is read as it is typed, and found by its code', async () => {
      await enter('ｋ－９０１')
      const { patient, posts } = await answer({ patientCode: 'k-901' })
      expect(patient).toMatchObject({ code: 'K-901' })
      expect(posts).toMatchObject([
        { post: 'primary', answer: { id: doctor(4), source: 'attending' } },
        { answer: null },
      ])
    })

    it('has a code that no other open one of the association has; closed, the code is free again', async () => {
      const first = await enter('K-901')
      const again = await office.post(`${MINATO}/patients`, { code: 'K-901', areaId: null, team: null })
      expect([again.status, await bodyOf<Refused>(again)]).toMatchObject([
        409,
        { reason: 'codeInUse', fields: [{ path: 'code' }] },
      ])
      const closing = await office.post(`${MINATO}/patients/${first}/close`, { revision: 0 })
      expect(closing.status).toBe(200)
      expect((await ask({ patientCode: 'K-901' })).status).toBe(404)
      expect((await answer({ patientId: first })).team).toBeNull()
      await enter('K-901')
    })

    it('of ten clerks who enter one code at once, one does', async () => {
      const statuses = await Promise.all(
        Array.from({ length: 10 }, () =>
          office.post(`${MINATO}/patients`, { code: 'K-901', areaId: null, team: null }),
        ),
      ).then(all => all.map(({ status }) => status))
      expect(statuses.filter(status => status === 200)).toHaveLength(1)
      expect(statuses.filter(status => status === 409)).toHaveLength(9)
    })

    it('that there is not is named as that, its code never told again', async () => {
      const response = await ask({ patientCode: 'Z-999' })
      expect(response.status).toBe(404)
      const text = await response.text()
      expect(JSON.parse(text)).toMatchObject({ reason: 'unknownPatient', fields: [{ path: 'patientCode' }] })
      expect(text).not.toContain('Z-999')
    })

    it('stands in no audit entry; its reading does', async () => {
      await enter('Q-4711')
      await answer({ patientCode: 'Q-4711' })
      const entries = await context.db
        .selectFrom('audit_entry')
        .selectAll()
        .orderBy('seq', 'desc')
        .limit(2)
        .execute()
      expect(entries.map(({ action }) => action)).toEqual(['careTeam.answer', 'patient.enter'])
      expect(JSON.stringify(entries)).not.toContain('4711')
    })
  })

  describe('bad input', () => {
    it.each([
      ['a deputy who is the attending physician', { deputyIds: [doctor(4)] }, ['team.deputyIds.0']],
      ['a deputy twice', { deputyIds: [doctor(5), doctor(5)] }, ['team.deputyIds.1']],
      ['nobody of that id', { attendingId: 'x', deputyIds: ['y'] }, ['team.attendingId', 'team.deputyIds.0']],
      ['no such hospital', { hospitalId: 'x' }, ['team.hospitalId']],
      ['no such scheme', { schemeId: 'x' }, ['team.schemeId']],
      ['another association’s scheme', { schemeId: 'ward-kita-locum' }, ['team.schemeId']],
      ['no such station', { stationIds: ['x'] }, ['team.stationIds.0']],
      ['a station twice', { stationIds: ['minato-station-1', 'minato-station-1'] }, ['team.stationIds.1']],
      [
        'a specialist who does not exist',
        { specialists: [{ physicianId: 'x', discipline: '皮膚科' }] },
        ['team.specialists.0.physicianId'],
      ],
      [
        'several at once',
        { deputyIds: [doctor(4), 'x'], hospitalId: 'x', stationIds: ['x'] },
        ['team.deputyIds.0', 'team.deputyIds.1', 'team.hospitalId', 'team.stationIds.0'],
      ],
      [
        'a contact twice',
        { emergencyPlan: { ...plan, contacts: ['station', 'station'] } },
        ['team.emergencyPlan.contacts'],
      ],
    ])('refused by field: %s', async (_title, wrong, fields) => {
      const body = { code: 'K-901', areaId: null, team: team(wrong) }
      const response = await office.post(`${MINATO}/patients`, body)
      expect(response.status).toBe(400)
      expect((await fieldsOf(response)).sort()).toEqual([...fields].sort())
      expect((await listed()).patients.some(({ code }) => code === 'K-901')).toBe(false)
    })

    it('what is misshapen and what means nothing are told together', async () => {
      const wrong = team({ deputyIds: [doctor(4)], hospitalId: 'x', emergencyPlan: { ...plan, wishes: '?' } })
      const response = await office.post(`${MINATO}/patients`, { code: '山田', areaId: null, team: wrong })
      expect((await fieldsOf(response)).sort()).toEqual([
        'code',
        'team.deputyIds.0',
        'team.emergencyPlan.wishes',
        'team.hospitalId',
      ])
    })

    it('a station that has closed, also one that was in the team before', async () => {
      const id = await enter('K-901', team({ stationIds: ['minato-station-2'] }))
      await context.db
        .updateTable('nursing_station')
        .set({ closed_on: '2026-06-01' })
        .where('id', '=', 'minato-station-2')
        .execute()
      const { id: teamId, stations } = await teamOf(id)
      expect(stations).toMatchObject([{ id: 'minato-station-2', closed: true }])
      const body = { team: team({ stationIds: ['minato-station-2'] }), revision: 0 }
      expect(await fieldsOf(await change(teamId, body))).toEqual(['team.stationIds.0'])
    })

    it.each([
      ['a name for a code', { code: '山田 太郎', areaId: null, team: null }, ['code']],
      ['an area of another association', { code: 'K-1', areaId: 'ward-kita-area-1', team: null }, ['areaId']],
    ])('refused by field: %s', async (_title, body, fields) => {
      expect(await fieldsOf(await office.post(`${MINATO}/patients`, body))).toEqual(fields)
    })

    it.each([
      ['nothing asked of', {}],
      ['two at once', { patientCode: 'K-102', groupId: 'x' }],
      ['an instant that is none', { patientCode: 'K-102', at: 1.5 }],
      ['a group that there is not', { groupId: 'x' }],
    ])('refused: %s', async (_title, question) => {
      const response = await ask(question)
      expect([response.status, (await fieldsOf(response)).length]).toEqual([400, 1])
    })
  })

  describe('the last who answers', () => {
    const nobody = team({ attendingId: null })

    it('never goes unasked: neither entered, made nor changed; said yes to, it is a gap and audited', async () => {
      const entered = await office.post(`${MINATO}/patients`, { code: 'K-901', areaId: null, team: nobody })
      expect([entered.status, (await bodyOf<Refused>(entered)).reason]).toEqual([409, 'leavesUnanswered'])
      const patientId = await enter('K-901')
      const { id } = await teamOf(patientId)
      const refused = await change(id, { team: nobody, revision: 0 })
      expect([refused.status, (await bodyOf<Refused>(refused)).reason]).toEqual([409, 'leavesUnanswered'])
      expect((await teamOf(patientId)).attending).toMatchObject({ id: doctor(4) })
      expect((await change(id, { team: nobody, revision: 0, confirmUnanswered: true })).status).toBe(200)
      expect((await answer({ patientId })).posts).toMatchObject([
        { answer: null, away: [] },
        { answer: null },
      ])
      const entry = await context.db
        .selectFrom('audit_entry')
        .select(['action', 'detail'])
        .where('action', '=', 'careTeam.change')
        .executeTakeFirstOrThrow()
      expect(JSON.parse(entry.detail)).toMatchObject({ unanswered: true })
    })

    it('of ten who change a team at once, one does and the others are told', async () => {
      const { id } = await teamOf(await enter('K-901'))
      const statuses = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          change(id, { team: team({ attendingId: doctor(index + 1) }), revision: 0 }),
        ),
      ).then(all => all.map(({ status }) => status))
      expect(statuses.filter(status => status === 200)).toHaveLength(1)
      expect(statuses.filter(status => status === 409)).toHaveLength(9)
    })
  })

  describe('an answer', () => {
    it('is of any instant: who answered then, who answers now', async () => {
      const patientId = await enter('K-901', team({ deputyIds: [doctor(5)] }))
      const { id } = await teamOf(patientId)
      await later(MORNING + DAY)
      await change(id, { team: team({ attendingId: KITA_1, deputyIds: [doctor(5)] }), revision: 0 })
      const whoAt = async (at: number) => (await answer({ patientId, at })).posts[0]?.answer?.id ?? null
      expect(await whoAt(MORNING - 1)).toBeNull()
      expect(await whoAt(MORNING)).toBe(doctor(4)) // eq start
      expect(await whoAt(MORNING + DAY - 1)).toBe(doctor(4))
      expect(await whoAt(MORNING + DAY)).toBe(KITA_1) // eq end
      expect(await whoAt(MORNING + 400 * DAY)).toBe(KITA_1)
      const { segments } = await answer({ patientId, at: MORNING })
      expect(segments.filter(({ post }) => post === 'primary')).toMatchObject([
        { start: MORNING, end: MORNING + DAY, answer: { id: doctor(4) }, next: [{ id: doctor(5) }] },
        { start: MORNING + DAY, end: MORNING + 2 * DAY, answer: { id: KITA_1 } },
      ])
    })

    it('has the rota behind it that was behind it then', async () => {
      const duty = await context.db
        .selectFrom('duty_assignment as duty')
        .innerJoin('roster', 'roster.id', 'duty.roster_id')
        .where('roster.scheme_id', '=', 'minato-locum')
        .where('duty.start_at', '>', MORNING + 2 * DAY)
        .where('duty.cancelled_at', 'is', null)
        .orderBy('duty.start_at')
        .select(['duty.physician_id', 'duty.start_at'])
        .executeTakeFirstOrThrow()
      const nobody = team({ attendingId: null, schemeId: 'minato-locum' })
      const patientId = await enter('K-901', nobody, { confirmUnanswered: true })
      expect((await answer({ patientId, at: duty.start_at })).posts[0]?.answer).toMatchObject({
        id: duty.physician_id,
        source: 'rota',
      })
      const { id } = await teamOf(patientId)
      await later(MORNING + DAY)
      await change(id, { team: team({ attendingId: null }), revision: 0, confirmUnanswered: true })
      expect((await answer({ patientId, at: duty.start_at })).posts[0]?.answer).toBeNull()
    })

    it('names who is away where nobody is left, and who covers where somebody does', async () => {
      const patientId = await enter('K-901', team({ attendingId: doctor(13) }))
      const absence = (cover_physician_id: string | null) => ({
        id: `away-${cover_physician_id}`,
        association_id: 'minato',
        physician_id: doctor(13),
        start_at: MORNING + (cover_physician_id ? 10 * DAY : 0),
        end_at: MORNING + (cover_physician_id ? 11 * DAY : DAY),
        reason_id: 'minato-absence-reason-1',
        series_id: null,
        cover: cover_physician_id ? 'locum' : 'request',
        cover_physician_id,
        entered_at: MORNING,
        entered_by: null,
        on_behalf: 0,
        withdrawn_at: null,
      })
      await context.db
        .insertInto('absence')
        .values([absence(null), absence(doctor(14))])
        .execute()
      expect((await answer({ patientId })).posts[0]).toMatchObject({
        answer: null,
        away: [{ id: doctor(13) }],
      })
      expect((await answer({ patientId, at: MORNING + 10 * DAY })).posts[0]).toMatchObject({
        answer: { id: doctor(14), source: 'absenceCover', absent: '松風 七海' },
      })
    })

    it('tells which nurses can be relied on then, of the team and of the link to the patient', async () => {
      const patientId = await enter('K-901', team({ stationIds: ['minato-station-3'] }))
      const link = {
        stationId: 'minato-station-2',
        target: { kind: 'patient', id: 'K-901' },
        from: '2026-06-02',
        to: null,
      }
      expect((await office.post(`${MINATO}/nurse-links`, link)).status).toBe(200)
      const at = async (instant: number) =>
        (await answer({ patientId, at: instant })).stations.map(({ id, reliable }) => [id, reliable])
      expect(await at(MORNING + HOUR)).toEqual([['minato-station-3', true]])
      // At night the small station is not there; from the next day on the linked one is.
      expect(await at(MORNING + 12 * HOUR)).toEqual([['minato-station-3', false]])
      expect(await at(MORNING + 36 * HOUR)).toEqual([
        ['minato-station-3', false],
        ['minato-station-2', true],
      ])
    })

    it('is of a clinic group as of a patient; the group cannot be taken away while it has a team', async () => {
      const made = await office.post(`${MINATO}/clinic-groups`, {
        name: '港',
        clinicIds: ['minato-clinic-1'],
      })
      const [group] = (await bodyOf<{ groups: { id: string; revision: number }[] }>(made)).groups
      const groupId = group?.id ?? ''
      expect((await answer({ groupId })).posts[0]).toMatchObject({ answer: null })
      const team1 = await office.post(`${MINATO}/care-teams`, { groupId, team: team() })
      expect(team1.status).toBe(200)
      expect((await office.post(`${MINATO}/care-teams`, { groupId, team: team() })).status).toBe(409)
      expect((await answer({ groupId })).posts[0]).toMatchObject({ answer: { id: doctor(4) } })
      const removal = () => office.post(`${MINATO}/clinic-groups/${groupId}/remove`, { revision: 0 })
      expect((await removal()).status).toBe(409)
      const { id } = await bodyOf<TeamView>(team1)
      expect((await office.post(`${MINATO}/care-teams/${id}/end`, { revision: 0 })).status).toBe(200)
      expect((await removal()).status).toBe(200)
    })
  })

  describe('an override by hand', () => {
    const override = (id: string, body: object) => office.post(`${MINATO}/care-teams/${id}/overrides`, body)
    const tonight = {
      physicianId: doctor(9),
      start: MORNING,
      end: MORNING + 12 * HOUR,
      reason: '主治医が体調不良',
    }

    it('answers first in its hours, with its reason, until it is withdrawn', async () => {
      const patientId = await enter('K-901')
      const { id } = await teamOf(patientId)
      expect((await override(id, tonight)).status).toBe(200)
      const whoAt = async (at: number) => (await answer({ patientId, at })).posts[0]?.answer
      expect(await whoAt(MORNING)).toMatchObject({ id: doctor(9), source: 'override', note: tonight.reason })
      expect(await whoAt(MORNING + 12 * HOUR)).toMatchObject({ id: doctor(4) })
      await later(MORNING + 2 * HOUR)
      const [entered] = (await teamOf(patientId)).overrides
      const withdraw = () => office.post(`${MINATO}/care-teams/${id}/overrides/${entered?.id}/withdraw`, {})
      expect((await withdraw()).status).toBe(200)
      expect((await withdraw()).status).toBe(404)
      expect(await whoAt(MORNING + 2 * HOUR - 1)).toMatchObject({ id: doctor(9) })
      expect(await whoAt(MORNING + 2 * HOUR)).toMatchObject({ id: doctor(4) })
      expect((await teamOf(patientId)).overrides).toEqual([])
    })

    it.each([
      ['that ends before it starts', { start: MORNING + HOUR, end: MORNING }, ['end']],
      ['that is over', { start: MORNING - 2 * HOUR, end: MORNING }, ['end']],
      ['of more than a month', { end: MORNING + 40 * DAY }, ['end']],
      ['by nobody', { physicianId: 'x' }, ['physicianId']],
      ['without a reason', { reason: ' ' }, ['reason']],
    ])('is refused by field: one %s', async (_title, wrong, fields) => {
      const { id } = await teamOf(await enter('K-901'))
      expect(await fieldsOf(await override(id, { ...tonight, ...wrong }))).toEqual(fields)
    })
  })

  describe('who sees and sets what', () => {
    it('a physician sees the patients of their teams, also those of another association', async () => {
      await enter('K-901', team({ deputyIds: [doctor(1)] }))
      await enter('K-902')
      const physician = await as('physician', doctor(1))
      const codes = (await listed(physician)).patients.map(({ code }) => code)
      expect(codes).toEqual(['K-102', 'K-901'])
      expect((await ask({ patientCode: 'K-902' }, physician)).status).toBe(404)
      const kita = await as('physician', KITA_1, 'ward-kita')
      const theirs = await bodyOf<PatientsView>(kita.get('/api/associations/ward-kita/patients'))
      expect(theirs.patients.map(({ code, association }) => [code, association])).toEqual([
        ['K-102', null],
        ['M-7', '見本みなと医師会（架空）'],
      ])
      const asked = await kita.post('/api/associations/ward-kita/answers', { patientCode: 'M-7' })
      const { team: theirTeam } = await bodyOf<AnswerView>(asked)
      expect(theirTeam).toMatchObject({ mayChange: true })
      const changed = await kita.post(`/api/associations/ward-kita/care-teams/${theirTeam?.id}`, {
        team: team({ attendingId: KITA_1 }),
        revision: 0,
      })
      expect(changed.status).toBe(200)
    })

    it('the other association’s secretariat learns nothing of a team in which its physician stands', async () => {
      const kita = await as('secretariat', null, 'ward-kita')
      expect((await kita.post('/api/associations/ward-kita/answers', { patientCode: 'M-7' })).status).toBe(
        404,
      )
      const body = { team: team(), revision: 0 }
      const found = await kita.post('/api/associations/ward-kita/care-teams/minato-team-3', body)
      const none = await kita.post('/api/associations/ward-kita/care-teams/none', body)
      expect([found.status, await found.text()]).toEqual([none.status, await none.text()])
      expect(none.status).toBe(404)
    })

    it('a physician enters a patient with a team in which they stand, and no other', async () => {
      const physician = await as('physician', doctor(4))
      const body = { code: 'K-901', areaId: null, team: team({ attendingId: doctor(5) }) }
      expect(await fieldsOf(await physician.post(`${MINATO}/patients`, body))).toEqual(['team'])
      expect((await physician.post(`${MINATO}/patients`, { ...body, team: null })).status).toBe(400)
      expect((await physician.post(`${MINATO}/patients`, { ...body, team: team() })).status).toBe(200)
      expect((await listed(physician)).patients.map(({ code }) => code)).toEqual(['K-901'])
    })

    it.each([
      ['nursingStation', 'minato-station-1', ['K-102', 'M-7']],
      ['hospitalLiaison', 'minato-hospital-2', ['S-31']],
    ] as const)('a %s reads the teams that name it and changes none', async (role, facilityId, codes) => {
      const reader = await as(role, facilityId)
      expect((await listed(reader)).patients.map(({ code }) => code)).toEqual(codes)
      const { team: seen } = await answer({ patientCode: codes[0] }, reader)
      expect(seen).toMatchObject({ mayChange: false })
      expect((await change(seen?.id ?? '', { team: team(), revision: 0 }, reader)).status).toBe(403)
    })

    it('a physician who left the team sees it no more', async () => {
      const patientId = await enter('K-901', team({ deputyIds: [doctor(5)] }))
      const physician = await as('physician', doctor(5))
      const { id } = (await answer({ patientId }, physician)).team ?? { id: '' }
      await change(id, { team: team(), revision: 0 })
      expect((await ask({ patientId }, physician)).status).toBe(404)
    })

    it('a session that has lapsed on a remembered device confirms again first', async () => {
      const physician = await as('physician', doctor(1))
      const deviceToken = newToken()
      await context.db
        .insertInto('device')
        .values({
          id: 'telephone',
          account_id: physician.accountId,
          token_hash: hashOfToken(deviceToken),
          agent: 'test',
          remembered: 1,
          created_at: MORNING,
          last_used_at: MORNING,
          expires_at: MORNING + 30 * DAY,
        })
        .execute()
      await context.db
        .updateTable('session')
        .set({ device_id: 'telephone' })
        .where('account_id', '=', physician.accountId)
        .execute()
      const cookie = `${physician.cookie}; __Host-rinban-device=${deviceToken}`
      const look = (path: string) => physician.get(path, { cookie })
      expect((await look(`${MINATO}/patients`)).status).toBe(200)
      time.now = MORNING + HOUR
      const lapsed = await look(`${MINATO}/patients`)
      expect([lapsed.status, (await bodyOf<Refused>(lapsed)).reason]).toEqual([403, 'stepUpRequired'])
      expect((await look(`${MINATO}/stations`)).status).toBe(200)
    })
  })
})
