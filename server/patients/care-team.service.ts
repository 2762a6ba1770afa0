import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { readClinicGroups } from '../directory/clinic-group.service.ts'
import { accept, type Outcome, refuse, refuseFields } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import type { Instant } from '../time/clock.ts'
import * as teams from './care-team.repository.ts'
import {
  changedPlaces,
  leavesUnanswered,
  NOBODY_YET,
  type Place,
  type PlaceRole,
  placesOf,
  type TeamDraft,
} from './care-team.ts'
import { underTeam, wrongFields } from './judge-team.service.ts'
import { findPatient } from './patient.repository.ts'
import type { NewTeam, TeamChange, TeamView } from './patient-view.ts'
import { viewOfTeam } from './read-team.service.ts'

export type TeamRefusal = 'notFound' | 'invalidInput' | 'teamExists' | 'leavesUnanswered' | 'staleRevision'
type Given = { team: TeamDraft; confirmUnanswered?: boolean | undefined }

/** What is entered of a team by people who may: every writer of this file is guarded by its route. */
export type Asked = Pick<Context, 'db' | 'clock'>

/** Makes the team of a patient or a clinic group that has none. */
export const makeTeam = (
  { db, clock }: Asked,
  actor: Actor,
  associationId: string,
  { patientId, groupId, ...given }: NewTeam,
): Promise<Outcome<TeamView, TeamRefusal>> =>
  allOrNothing<TeamView, TeamRefusal>(db, async trx => {
    const now = clock()
    const known =
      patientId === undefined
        ? await isGroupOf(trx, associationId, groupId)
        : await isOpenPatientOf(trx, associationId, patientId)
    const wrong = [
      ...(known ? [] : [patientId === undefined ? 'groupId' : 'patientId']),
      ...underTeam(await wrongFields(trx, now, associationId, given.team)),
    ]
    if (wrong.length > 0) return refuseFields('invalidInput', wrong)
    const subject = { patient_id: patientId ?? null, group_id: groupId ?? null }
    const made = await addTeamOf(trx, now, actor, associationId, subject, given)
    if (!made.ok) return made
    await record(trx, now, actor, { associationId, teamId: made.value, verb: 'make', given })
    return readTeam(trx, now, made.value)
  })

/** The same for whoever enters the patient in one go; nothing of it is recorded yet, and the draft is not checked. */
export async function addTeamOf(
  trx: Trx,
  now: Instant,
  actor: Actor,
  associationId: string,
  subject: { patient_id: string | null; group_id: string | null },
  { team, confirmUnanswered = false }: Given,
): Promise<Outcome<string, 'leavesUnanswered' | 'teamExists'>> {
  if (leavesUnanswered(team) && !confirmUnanswered) return refuse('leavesUnanswered')
  const teamId = randomUUID()
  const added = await teams.addTeam(trx, {
    ...subject,
    id: teamId,
    association_id: associationId,
    emergency_plan: JSON.stringify(team.emergencyPlan),
    entered_at: now,
    entered_by: actor.accountId,
    ended_at: null,
  })
  if (added.numInsertedOrUpdatedRows !== 1n) return refuse('teamExists')
  await addPlaces(trx, now, actor, teamId, placesOf(team))
  return accept(teamId)
}

/** Puts this team in the place of the present one; whoever is not in it any more was until now. */
export const changeTeam = (
  { db, clock }: Asked,
  actor: Actor,
  teamId: string,
  { revision, ...given }: TeamChange,
): Promise<Outcome<TeamView, TeamRefusal>> =>
  allOrNothing<TeamView, TeamRefusal>(db, async trx => {
    const now = clock()
    const row = await teams.findTeam(trx, teamId)
    if (!row || row.ended_at !== null) return refuse('notFound')
    const wrong = underTeam(await wrongFields(trx, now, row.association_id, given.team))
    if (wrong.length > 0) return refuseFields('invalidInput', wrong)
    if (row.revision !== revision) return refuse('staleRevision')
    if (leavesUnanswered(given.team) && !given.confirmUnanswered) return refuse('leavesUnanswered')
    const plan = JSON.stringify(given.team.emergencyPlan)
    if (!(await teams.changeTeam(trx, teamId, revision, { emergency_plan: plan })))
      return refuse('staleRevision')
    await replacePlaces(trx, now, actor, teamId, placesOf(given.team))
    await record(trx, now, actor, { associationId: row.association_id, teamId, verb: 'change', given })
    return readTeam(trx, now, teamId)
  })

/** Ends a team: nobody of it answers from now on. */
export const endTeam = (
  { db, clock }: Asked,
  actor: Actor,
  teamId: string,
  { revision }: { revision: number },
): Promise<Outcome<{ ended: true }, 'notFound' | 'staleRevision'>> =>
  allOrNothing<{ ended: true }, 'notFound' | 'staleRevision'>(db, async trx => {
    const now = clock()
    const row = await teams.findTeam(trx, teamId)
    if (!row || row.ended_at !== null) return refuse('notFound')
    if (!(await endTeamIn(trx, now, actor, teamId, revision))) return refuse('staleRevision')
    await record(trx, now, actor, { associationId: row.association_id, teamId, verb: 'end' })
    return accept({ ended: true })
  })

export async function endTeamIn(trx: Trx, now: Instant, actor: Actor, teamId: string, revision: number) {
  if (!(await teams.changeTeam(trx, teamId, revision, { ended_at: now }))) return false
  await replacePlaces(trx, now, actor, teamId, [])
  return true
}

/**
 * Gives a patient an attending physician, in the team there is or a new one; a deputy of that name moves up. False when
 * somebody else was just changing the team.
 */
export async function giveAttending(
  trx: Trx,
  now: Instant,
  actor: Actor,
  {
    associationId,
    patientId,
    physicianId,
  }: { associationId: string; patientId: string; physicianId: string },
): Promise<boolean> {
  const rows = await teams.listTeamsOf(trx, 'patient_id', patientId)
  const row = rows.find(one => one.ended_at === null)
  if (!row) {
    const team: TeamDraft = { ...NOBODY_YET, attendingId: physicianId }
    const subject = { patient_id: patientId, group_id: null }
    return (await addTeamOf(trx, now, actor, associationId, subject, { team })).ok
  }
  if (!(await teams.changeTeam(trx, row.id, row.revision, {}))) return false
  const taken = (await teams.listPlaces(trx, [row.id])).map(placeOf)
  const others = taken.filter(
    ({ role, targetId }) => role !== 'attending' && (role !== 'deputy' || targetId !== physicianId),
  )
  const attending: Place = { role: 'attending', targetId: physicianId, discipline: '', position: 0 }
  await replacePlaces(trx, now, actor, row.id, [attending, ...others])
  return true
}

export async function readTeam(
  db: Db | Trx,
  now: Instant,
  teamId: string,
  mayChange = true,
): Promise<Outcome<TeamView, 'notFound'>> {
  const row = await teams.findTeam(db, teamId)
  return row && row.ended_at === null ? accept(await viewOfTeam(db, now, row, mayChange)) : refuse('notFound')
}

type PlaceRow = Awaited<ReturnType<typeof teams.listPlaces>>[number]

const placeOf = (row: PlaceRow): Place & { id: string } => ({
  id: row.id,
  role: row.role as PlaceRole,
  targetId: row.target_id,
  discipline: row.discipline,
  position: row.position,
})

async function replacePlaces(trx: Trx, now: Instant, actor: Actor, teamId: string, wanted: readonly Place[]) {
  const taken = (await teams.listPlaces(trx, [teamId])).map(placeOf)
  const { left, added } = changedPlaces(taken, wanted)
  await teams.endPlaces(
    trx,
    left.map(({ id }) => id),
    now,
  )
  await addPlaces(trx, now, actor, teamId, added)
}

const addPlaces = (trx: Trx, now: Instant, actor: Actor, teamId: string, places: readonly Place[]) =>
  teams.addPlaces(
    trx,
    places.map(({ role, targetId, discipline, position }) => ({
      id: randomUUID(),
      team_id: teamId,
      role,
      target_id: targetId,
      discipline,
      position,
      from_at: now,
      to_at: null,
      entered_by: actor.accountId,
    })),
  )

const isOpenPatientOf = async (db: Db | Trx, associationId: string, patientId: string): Promise<boolean> => {
  const patient = await findPatient(db, patientId)
  return patient?.association_id === associationId && patient.closed_at === null
}

const isGroupOf = async (db: Db | Trx, associationId: string, groupId = ''): Promise<boolean> => {
  const known = await readClinicGroups(db, associationId)
  return known.ok && known.value.groups.some(({ id }) => id === groupId)
}

const record = (
  trx: Trx,
  now: Instant,
  actor: Actor,
  about: { associationId: string; teamId: string; verb: string; given?: Given },
): Promise<void> =>
  recordAudit(trx, now, {
    action: `careTeam.${about.verb}`,
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: about.associationId,
    resource: `careTeam:${about.teamId}`,
    ...(about.given ? { detail: detailOf(about.given) } : {}),
  })

export const detailOf = ({ team }: Given) => ({
  attending: team.attendingId ?? '',
  deputies: team.deputyIds.length,
  unanswered: leavesUnanswered(team),
})
