import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import { deputyLabelOf } from '../coverage/coverage.service.ts'
import { readAreas } from '../directory/areas/area.service.ts'
import { readClinicGroups } from '../directory/clinic-group.service.ts'
import { contactsOf } from '../directory/contact.service.ts'
import { findAssociation } from '../directory/directory.service.ts'
import { hospitalContacts, stationContacts } from '../directory/facility-choice.service.ts'
import { listSchemes } from '../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse, refuseFields } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import type { Instant } from '../time/clock.ts'
import { localDayOf } from '../time/tokyo.ts'
import * as teams from './care-team.repository.ts'
import { type Asked, addTeamOf, detailOf, endTeamIn, type TeamRefusal } from './care-team.service.ts'
import { placesOf } from './care-team.ts'
import { underTeam, wrongFields } from './judge-team.service.ts'
import * as patients from './patient.repository.ts'
import type { NewPatient, PatientsView, TeamChoices } from './patient-view.ts'
import { personOf } from './read-team.service.ts'
import type { Viewer } from './viewer.ts'

type PatientRow = NonNullable<Awaited<ReturnType<typeof patients.findPatient>>>
type TeamRow = Awaited<ReturnType<typeof teams.listTeams>>[number]

/** The patients and groups that somebody may see, with who stands in their teams, by code and name. */
export async function readPatients(
  db: Db | Trx,
  viewer: Viewer,
  mayEnter: boolean,
): Promise<Outcome<PatientsView, 'notFound'>> {
  const { associationId, everyone } = viewer
  const association = await findAssociation(db, associationId)
  if (!association) return refuse('notFound')
  const shown = await visibleTeams(db, viewer)
  const rows = everyone
    ? await patients.listOpen(db, associationId)
    : await patients.listPatients(
        db,
        shown.flatMap(({ patient_id }) => patient_id ?? []),
      )
  const summaries = await summariesOf(db, shown)
  const teamOf = (key: 'patient_id' | 'group_id', id: string) => {
    const team = shown.find(one => one[key] === id)
    return team ? (summaries.get(team.id) ?? null) : null
  }
  const own = await contactsOf(db, viewer.facilityIds)
  return accept({
    association: { id: association.id, name: association.name },
    patients: rows.map(row => ({
      id: row.id,
      code: row.code,
      area: areaOf(row),
      association: row.association_id === associationId ? null : row.association,
      revision: row.revision,
      team: teamOf('patient_id', row.id),
    })),
    groups: (await groupsFor(db, viewer, shown)).map(({ id, name }) => ({
      id,
      name,
      team: teamOf('group_id', id),
    })),
    may: { enter: mayEnter, everyone },
    ownPhysicians: [...own.values()].map(personOf),
  })
}

/** The teams that somebody may see: of the association, or of any in which they stand. */
export const visibleTeams = (db: Db | Trx, viewer: Viewer): Promise<TeamRow[]> =>
  viewer.everyone ? teams.listTeams(db, viewer.associationId) : teams.listTeamsWith(db, viewer.facilityIds)

async function groupsFor(db: Db | Trx, { associationId, everyone }: Viewer, shown: readonly TeamRow[]) {
  if (!everyone)
    return shown.flatMap(({ group_id, group_name }) =>
      group_id === null ? [] : [{ id: group_id, name: group_name ?? '' }],
    )
  const known = await readClinicGroups(db, associationId)
  return known.ok ? known.value.groups : []
}

const areaOf = ({ area_id, area }: PatientRow) =>
  area_id === null ? null : { id: area_id, name: area ?? '' }

async function summariesOf(db: Db | Trx, rows: readonly TeamRow[]) {
  const places = await teams.listPlaces(
    db,
    rows.map(({ id }) => id),
  )
  const answering = places.filter(({ role }) => role === 'attending' || role === 'deputy')
  const people = await contactsOf(
    db,
    answering.map(({ target_id }) => target_id),
  )
  const byTeam = Map.groupBy(
    answering.toSorted((a, b) => a.position - b.position),
    ({ team_id }) => team_id,
  )
  return new Map(
    rows.map(({ id }) => {
      const namesAs = (role: string) =>
        (byTeam.get(id) ?? [])
          .filter(place => place.role === role)
          .map(place => people.get(place.target_id)?.name ?? '')
      return [id, { id, attending: namesAs('attending')[0] ?? null, deputies: namesAs('deputy') }] as const
    }),
  )
}

/** What a team is put together from. */
export async function readChoices(db: Db | Trx, now: Instant, associationId: string): Promise<TeamChoices> {
  const today = localDayOf(now)
  const open = (await stationContacts(db)).filter(({ closedOn }) => closedOn === null || today < closedOn)
  const own = (await listSchemes(db)).filter(({ association }) => association.id === associationId)
  return {
    stations: open.map(({ id, name, association }) => ({ id, name, association })),
    hospitals: (await hospitalContacts(db)).map(({ id, name, association }) => ({ id, name, association })),
    schemes: await Promise.all(
      own.map(async ({ id, name }) => ({ id, name, deputyLabel: await deputyLabelOf(db, id) })),
    ),
    areas: await areasIn(db, associationId),
  }
}

export async function areasIn(db: Db | Trx, associationId: string): Promise<{ id: string; name: string }[]> {
  const known = await readAreas(db, associationId)
  return known.ok ? known.value.areas.map(({ id, name }) => ({ id, name })) : []
}

/**
 * Enters a patient reference, with its team where one is given. Who does not see everybody's patients gives one in
 * which they stand: they could not find the patient again without.
 */
export const enterPatient = (
  { db, clock }: Asked,
  actor: Actor,
  viewer: Viewer,
  { code, areaId, team, confirmUnanswered }: NewPatient,
): Promise<Outcome<{ patientId: string }, TeamRefusal | 'codeInUse'>> =>
  allOrNothing<{ patientId: string }, TeamRefusal | 'codeInUse'>(db, async trx => {
    const now = clock()
    const { associationId } = viewer
    const standsIn =
      team !== null && placesOf(team).some(({ targetId }) => viewer.facilityIds.includes(targetId))
    const wrong = [
      ...((await isAreaOf(trx, associationId, areaId)) ? [] : ['areaId']),
      ...(viewer.everyone || standsIn ? [] : ['team']),
      ...(team === null ? [] : underTeam(await wrongFields(trx, now, associationId, team))),
    ]
    if (wrong.length > 0) return refuseFields('invalidInput', wrong)
    const entered = await addReference(trx, now, actor, { associationId, code, areaId })
    if (!entered.ok) return entered
    const { patientId } = entered.value
    if (team !== null) {
      const subject = { patient_id: patientId, group_id: null }
      const made = await addTeamOf(trx, now, actor, associationId, subject, { team, confirmUnanswered })
      if (!made.ok) return made
    }
    await record(trx, now, actor, { associationId, patientId, verb: 'enter' }, team ? detailOf({ team }) : {})
    return entered
  })

/** A new reference, not yet recorded in the audit. */
export async function addReference(
  trx: Trx,
  now: Instant,
  actor: Actor,
  { associationId, code, areaId }: { associationId: string; code: string; areaId: string | null },
): Promise<Outcome<{ patientId: string }, 'codeInUse'>> {
  const patientId = randomUUID()
  const added = await patients.addPatient(trx, {
    id: patientId,
    association_id: associationId,
    code,
    area_id: areaId,
    entered_at: now,
    entered_by: actor.accountId,
    closed_at: null,
  })
  return added ? accept({ patientId }) : refuseFields('codeInUse', ['code'])
}

/** Home care has ended: the reference is closed, its team ends, and the code may be given again. */
export const closePatient = (
  asked: Asked,
  actor: Actor,
  { patientId }: { patientId: string },
  { revision }: { revision: number },
): Promise<Outcome<{ patientId: string }, 'notFound' | 'staleRevision'>> =>
  allOrNothing<{ patientId: string }, 'notFound' | 'staleRevision'>(asked.db, async trx => {
    const now = asked.clock()
    const row = await patients.findPatient(trx, patientId)
    if (!row) return refuse('notFound')
    if (!(await patients.changePatient(trx, patientId, revision, { closed_at: now })))
      return refuse('staleRevision')
    const team = (await teams.listTeamsOf(trx, 'patient_id', patientId)).find(one => one.ended_at === null)
    if (team && !(await endTeamIn(trx, now, actor, team.id, team.revision))) return refuse('staleRevision')
    await record(trx, now, actor, { associationId: row.association_id, patientId, verb: 'close' })
    return accept({ patientId })
  })

export const isAreaOf = async (
  db: Db | Trx,
  associationId: string,
  areaId: string | null,
): Promise<boolean> => areaId === null || (await areasIn(db, associationId)).some(({ id }) => id === areaId)

const record = (
  trx: Trx,
  now: Instant,
  actor: Actor,
  about: { associationId: string; patientId: string; verb: string },
  detail: Record<string, string | number | boolean> = {},
): Promise<void> =>
  recordAudit(trx, now, {
    action: `patient.${about.verb}`,
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: about.associationId,
    resource: `patient:${about.patientId}`,
    detail,
  })
