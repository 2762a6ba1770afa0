import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import type { AffectedView } from '../../server/patients/affected-view.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, membershipOf } from '../setup/person.ts'

const OWN = '/api/associations/minato/physicians/minato-physician-6/absences'
const START = instantOf('2026-07-01', '13:00')
const END = instantOf('2026-07-01', '18:00')

onEachDatabase('whom an absence touches', ({ seeded }) => {
  let context: ServerContext
  let clerk: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    clerk = await anAppOf(context)
    await context.db.deleteFrom('care_team_member').where('target_id', '=', 'minato-physician-6').execute()
  })

  const enter = async (cover: object = { cover: 'deputy', coverPhysicianId: null }) => {
    const { id } = await bodyOf<{ id: string }>(
      clerk.post(OWN, {
        start: new Date(START).toISOString(),
        end: new Date(END).toISOString(),
        reasonId: 'minato-absence-reason-1',
        ...cover,
      }),
    )
    return `${OWN}/${id}/affected`
  }
  const team = async (role: string) => {
    const [patientId, teamId] = [randomUUID(), randomUUID()]
    const entered = { association_id: 'minato', entered_at: 0, entered_by: null }
    await context.db
      .insertInto('patient_reference')
      .values({ ...entered, id: patientId, code: 'Z-901', area_id: null, closed_at: null })
      .execute()
    await context.db
      .insertInto('care_team')
      .values({
        ...entered,
        id: teamId,
        patient_id: patientId,
        group_id: null,
        emergency_plan: '{}',
        ended_at: null,
      })
      .execute()
    await context.db
      .insertInto('care_team_member')
      .values({
        ...{ id: randomUUID(), team_id: teamId, role, target_id: 'minato-physician-6', discipline: '' },
        ...{ position: 0, from_at: 0, to_at: null, entered_by: null },
      })
      .execute()
    return { teamId, patientId }
  }

  it('is told with the hours in which nobody answers for the patient', async () => {
    const { teamId, patientId } = await team('attending')
    const { teams } = await bodyOf<AffectedView>(clerk.get(await enter()))
    expect(teams).toEqual([
      {
        ...{ teamId, patient: { id: patientId, code: 'Z-901' }, group: null, role: 'attending' },
        ...{ start: START, end: END, gaps: [{ start: START, end: END }] },
      },
    ])
    const reading = await context.db
      .selectFrom('audit_entry')
      .where('action', '=', 'absence.affected')
      .select('detail')
      .execute()
    expect(reading).toEqual([{ detail: '{"teams":1}' }])
  })

  it('has no gap while a locum answers', async () => {
    await team('attending')
    const path = await enter({ cover: 'locum', coverPhysicianId: 'minato-physician-7' })
    expect((await bodyOf<AffectedView>(clerk.get(path))).teams).toMatchObject([{ gaps: [] }])
  })

  it('is nobody where the physician is in no team, and nothing to whom it does not concern', async () => {
    const path = await enter()
    expect(await bodyOf(clerk.get(path))).toEqual({ teams: [] })
    expect((await clerk.get(`${OWN}/nobodys/affected`)).status).toBe(404)
    const other = await anAppOf(context, { memberships: [membershipOf('physician', 'minato')] })
    expect((await other.get(path)).status).toBe(403)
    const kita = await anAppOf(context, { memberships: [membershipOf('secretariat', 'ward-kita')] })
    expect((await kita.get(path)).status).toBe(404)
  })
})
