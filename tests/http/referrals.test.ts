import { beforeEach, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import type { Role } from '../../server/identity/role.ts'
import type { AnswerView } from '../../server/patients/answer-view.ts'
import type { ReferralsView } from '../../server/patients/referral-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { aMembership, anAppOf } from '../setup/person.ts'

const MINATO = '/api/associations/minato'
const REFERRALS = `${MINATO}/referrals`
/** The one of the seed: T-118, in the first area, for 訪問診療 and 往診; the third physician has offered. */
const SEEDED = `${REFERRALS}/minato-referral-1`
const doctor = (number: number) => `minato-physician-${number}`

type Refused = { reason: string; fields?: { path: string }[] }
type Who = Awaited<ReturnType<typeof anAppOf>>

onEachDatabase('referrals', ({ seeded }) => {
  let context: ServerContext
  let office: Who
  beforeEach(async () => {
    context = aContext(await seeded()).context
    office = await anAppOf(context)
  })

  const as = (role: Role, facilityId: string, associationId = 'minato') =>
    anAppOf(context, { memberships: [aMembership({ associationId, role, facilityId })] })
  const listed = async (who: Who, of = 'minato') =>
    (await bodyOf<ReferralsView>(who.get(`/api/associations/${of}/referrals`))).referrals
  const seededOne = async (who: Who = office) =>
    (await listed(who)).find(({ id }) => id === 'minato-referral-1')
  const fieldsOf = async (response: Response) =>
    ((await bodyOf<Refused>(response)).fields ?? []).map(({ path }) => path)
  const sent = (given: object = {}) => ({
    code: 'R-5',
    areaId: 'minato-area-1',
    capabilities: ['homeVisit', 'endOfLifeCare'],
    hospitalId: 'minato-hospital-1',
    ...given,
  })

  it('are entered by the hospital that sends, for a code there is or a new one', async () => {
    const hospital = await as('hospitalLiaison', 'minato-hospital-1')
    expect((await hospital.post(REFERRALS, sent())).status).toBe(200)
    expect((await hospital.post(REFERRALS, sent({ code: 'K-102' }))).status).toBe(200)
    expect((await listed(hospital)).map(({ patient }) => patient?.code).sort()).toEqual([
      'K-102',
      'R-5',
      'T-118',
    ])
    const twice = await hospital.post(REFERRALS, sent())
    expect([twice.status, (await bodyOf<Refused>(twice)).reason]).toEqual([409, 'referralWaiting'])
    expect(
      await fieldsOf(await hospital.post(REFERRALS, sent({ code: 'R-6', hospitalId: 'minato-hospital-2' }))),
    ).toEqual(['hospitalId'])
    expect(await listed(await as('hospitalLiaison', 'minato-hospital-2'))).toEqual([])
  })

  it.each([
    ['a name', { code: '山田' }, ['code']],
    ['nothing needed', { capabilities: [] }, ['capabilities']],
    ['the same need twice', { capabilities: ['homeVisit', 'homeVisit'] }, ['capabilities']],
    ['an area and a hospital that there are not', { areaId: 'x', hospitalId: 'x' }, ['areaId', 'hospitalId']],
  ])('are refused by field: %s', async (_title, wrong, fields) => {
    expect(await fieldsOf(await office.post(REFERRALS, sent(wrong)))).toEqual(fields)
  })

  it('go to the physicians registered for the area and for all that is needed, and to nobody else', async () => {
    expect(await seededOne(await as('physician', doctor(1)))).toBeDefined()
    // 訪問診療 alone, and another area.
    expect(await seededOne(await as('physician', doctor(13)))).toBeUndefined()
    expect(await seededOne(await as('physician', doctor(2)))).toBeUndefined()
    expect((await seededOne())?.candidates.map(({ id }) => id)).toEqual([1, 3, 5].map(doctor))
  })

  it('tell whoever may only offer the area and the needs, and who the patient is only to the one confirmed', async () => {
    const [first, third] = [await as('physician', doctor(1)), await as('physician', doctor(3))]
    const seen = await seededOne(third)
    expect(seen).toMatchObject({
      area: { name: '浜手' },
      capabilities: ['homeVisit', 'houseCall'],
      patient: null,
      hospital: null,
      hands: [{ physician: { id: doctor(3) }, onBehalf: true }],
    })
    expect(JSON.stringify(await listed(first))).not.toContain('T-118')
    expect((await seededOne(first))?.hands).toEqual([])
    expect((await office.post(`${SEEDED}/confirm`, { physicianId: doctor(3), revision: 0 })).status).toBe(200)
    expect(await seededOne(third)).toMatchObject({ status: 'assigned', patient: { code: 'T-118' } })
    expect(await seededOne(first)).toBeUndefined()
    const answer = await third.post(`${MINATO}/answers`, { patientCode: 'T-118' })
    expect((await bodyOf<AnswerView>(answer)).posts[0]).toMatchObject({
      answer: { id: doctor(3), source: 'attending' },
    })
  })

  it('are offered for by the physician, or by the secretariat for them, and taken back', async () => {
    const first = await as('physician', doctor(1))
    const raise = (who: Who, physicianId: string) => who.post(`${SEEDED}/hands`, { physicianId })
    expect((await raise(first, doctor(1))).status).toBe(200)
    expect((await raise(first, doctor(1))).status).toBe(200)
    expect((await raise(first, doctor(5))).status).toBe(403)
    expect((await raise(office, doctor(5))).status).toBe(200)
    expect(await fieldsOf(await raise(office, doctor(2)))).toEqual(['physicianId'])
    const hands = async () => (await seededOne())?.hands.map(one => [one.physician.id, one.onBehalf])
    expect((await hands())?.toSorted()).toEqual([
      [doctor(1), false],
      [doctor(3), true],
      [doctor(5), true],
    ])
    expect((await first.post(`${SEEDED}/hands/withdraw`, { physicianId: doctor(1) })).status).toBe(200)
    expect((await hands())?.map(([id]) => id)).not.toContain(doctor(1))
  })

  it('reach a physician of another association who is registered in the area', async () => {
    await context.db
      .insertInto('physician_capability')
      .values(
        ['homeVisit', 'houseCall'].map(capability => ({
          physician_id: 'ward-kita-physician-1',
          area_id: 'minato-area-1',
          capability,
        })),
      )
      .execute()
    const neighbour = await as('physician', 'ward-kita-physician-1', 'ward-kita')
    const [seen] = await listed(neighbour, 'ward-kita')
    expect(seen).toMatchObject({
      id: 'minato-referral-1',
      association: '見本みなと医師会（架空）',
      patient: null,
    })
    const path = '/api/associations/ward-kita/referrals/minato-referral-1/hands'
    expect((await neighbour.post(path, { physicianId: 'ward-kita-physician-1' })).status).toBe(200)
    const clerk = await anAppOf(context, { memberships: [aMembership({ associationId: 'ward-kita' })] })
    expect((await clerk.post(path, { physicianId: 'ward-kita-physician-1' })).status).toBe(404)
  })

  it('of two who are confirmed at once, ten times over, one becomes the attending physician', async () => {
    await office.post(`${SEEDED}/hands`, { physicianId: doctor(1) })
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        office.post(`${SEEDED}/confirm`, { physicianId: doctor(index % 2 ? 1 : 3), revision: 0 }),
      ),
    )
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(tries.filter(({ status }) => status === 409)).toHaveLength(9)
    const places = await context.db
      .selectFrom('care_team_member as place')
      .innerJoin('care_team as team', 'team.id', 'place.team_id')
      .where('team.patient_id', '=', 'minato-patient-referred')
      .select('place.target_id')
      .execute()
    expect(places).toHaveLength(1)
    expect((await seededOne())?.physician?.id).toBe(places[0]?.target_id)
  })

  it('are confirmed for whoever has offered alone, and never twice', async () => {
    const confirm = (physicianId: string) => office.post(`${SEEDED}/confirm`, { physicianId, revision: 0 })
    expect(await fieldsOf(await confirm(doctor(1)))).toEqual(['physicianId'])
    expect((await seededOne())?.status).toBe('waiting')
    expect((await confirm(doctor(3))).status).toBe(200)
    expect((await bodyOf<Refused>(await confirm(doctor(3)))).reason).toBe('referralDecided')
    expect((await office.post(`${SEEDED}/hands`, { physicianId: doctor(1) })).status).toBe(409)
  })

  it('give the team there is a new attending physician; one who was deputy moves up', async () => {
    await office.post(REFERRALS, sent({ code: 'K-102', capabilities: ['homeVisit'] }))
    const referral = (await listed(office)).find(({ patient }) => patient?.code === 'K-102')
    await office.post(`${REFERRALS}/${referral?.id}/hands`, { physicianId: doctor(3) })
    const confirmed = await office.post(`${REFERRALS}/${referral?.id}/confirm`, {
      physicianId: doctor(3),
      revision: 0,
    })
    expect(confirmed.status).toBe(200)
    const answer = await bodyOf<AnswerView>(office.post(`${MINATO}/answers`, { patientCode: 'K-102' }))
    expect(answer.team).toMatchObject({ attending: { id: doctor(3) }, deputies: [] })
    expect(answer.team?.stations).toHaveLength(2)
  })

  it('are withdrawn by who sent them, and then gone', async () => {
    const hospital = await as('hospitalLiaison', 'minato-hospital-1')
    expect((await hospital.post(`${SEEDED}/withdraw`, { revision: 0 })).status).toBe(200)
    expect(await seededOne()).toBeUndefined()
    expect((await office.post(`${SEEDED}/confirm`, { physicianId: doctor(3), revision: 1 })).status).toBe(409)
  })

  it('are gone when the patient’s home care ends', async () => {
    const closed = await office.post(`${MINATO}/patients/minato-patient-referred/close`, { revision: 0 })
    expect(closed.status).toBe(200)
    expect(await seededOne()).toBeUndefined()
    expect((await office.post(`${SEEDED}/confirm`, { physicianId: doctor(3), revision: 0 })).status).toBe(404)
  })
})
