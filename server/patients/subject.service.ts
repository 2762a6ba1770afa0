import type { Db, Trx } from '../../db/open.ts'
import { readClinicGroups } from '../directory/clinic-group.service.ts'
import { findAssociation } from '../directory/directory.service.ts'
import { accept, type Outcome, refuseFields } from '../http/refusal.ts'
import type { AnswerQuestion } from './answer-view.ts'
import * as patients from './patient.repository.ts'
import { visibleTeams } from './patient.service.ts'
import type { Viewer } from './viewer.ts'

/** Of whom is asked: a patient reference or a clinic group. */
export type Subject = {
  /** Of the patient or the group. */
  id: string
  associationId: string
  association: string
  patient: { id: string; code: string; area: string | null } | null
  group: { id: string; name: string } | null
}

type Found = Outcome<Subject, 'unknownPatient' | 'invalidInput'>
type PatientRow = NonNullable<Awaited<ReturnType<typeof patients.findPatient>>>

/** The patient or group of a question, if who asks may see it: else it is as one that there is not. */
export async function findSubject(
  db: Db | Trx,
  viewer: Viewer,
  { patientCode, patientId, groupId }: AnswerQuestion,
): Promise<Found> {
  if (groupId !== undefined) return findGroup(db, viewer, groupId)
  const row =
    patientId === undefined
      ? await findCode(db, viewer, patientCode ?? '')
      : await findVisible(db, viewer, await patients.findPatient(db, patientId))
  if (!row) return refuseFields('unknownPatient', [patientId === undefined ? 'patientCode' : 'patientId'])
  return accept({
    id: row.id,
    associationId: row.association_id,
    association: row.association,
    patient: { id: row.id, code: row.code, area: row.area },
    group: null,
  })
}

/** The code of the association itself before that of another, in whose team who asks stands. */
async function findCode(db: Db | Trx, viewer: Viewer, code: string): Promise<PatientRow | undefined> {
  const own = await findVisible(db, viewer, await patients.findByCode(db, viewer.associationId, code))
  if (own || viewer.everyone) return own
  const seen = (await visibleTeams(db, viewer)).filter(team => team.code === code)
  const [row] = await patients.listPatients(
    db,
    seen.flatMap(({ patient_id }) => patient_id ?? []),
  )
  return row
}

async function findVisible(
  db: Db | Trx,
  viewer: Viewer,
  row: PatientRow | undefined,
): Promise<PatientRow | undefined> {
  if (!row) return undefined
  if (viewer.everyone && row.association_id === viewer.associationId) return row
  if (viewer.everyone) return undefined
  return (await visibleTeams(db, viewer)).some(({ patient_id }) => patient_id === row.id) ? row : undefined
}

async function findGroup(db: Db | Trx, viewer: Viewer, groupId: string): Promise<Found> {
  const unknown = refuseFields('invalidInput', ['groupId'])
  const team = viewer.everyone
    ? undefined
    : (await visibleTeams(db, viewer)).find(({ group_id }) => group_id === groupId)
  const associationId = viewer.everyone ? viewer.associationId : team?.association_id
  if (associationId === undefined) return unknown
  const known = await readClinicGroups(db, associationId)
  const group = known.ok ? known.value.groups.find(({ id }) => id === groupId) : undefined
  const association = await findAssociation(db, associationId)
  if (!group || !association) return unknown
  return accept({
    id: group.id,
    associationId,
    association: association.name,
    patient: null,
    group: { id: group.id, name: group.name },
  })
}
