import type { Db, Trx } from '../../db/open.ts'
import type { Context } from '../context.ts'
import { findAssociation } from '../directory/directory.service.ts'
import type { Resource } from '../identity/can.ts'
import { type Finder, NOWHERE, resourceOf } from '../identity/resource.service.ts'
import * as teams from './care-team.repository.ts'
import * as patients from './patient.repository.ts'
import { eligibleFor, findReferral } from './referral.service.ts'

/** What requests about patients are about, as the one authorisation function judges them: whose they are. */

/** Of an association, and of these physicians, stations and hospitals; through the association of a path. */
async function resourceIn(
  { db, config }: Context,
  pathAssociationId: string,
  associationId: string,
  facilityIds: readonly string[],
): Promise<Resource> {
  const association = await findAssociation(db, pathAssociationId)
  if (!association) return NOWHERE
  const resource = { ...resourceOf(config, association), facilityIds }
  return associationId === pathAssociationId ? resource : { ...resource, foreign: true }
}

/** All who stand in a team now. */
const standingIn = async (db: Db | Trx, teamId: string): Promise<string[]> =>
  (await teams.listPlaces(db, [teamId])).map(({ target_id }) => target_id)

export const careTeam: Finder = {
  kind: 'careTeam',
  async find(context, { associationId = '', teamId = '' }) {
    const row = await teams.findTeam(context.db, teamId)
    if (!row || row.ended_at !== null) return NOWHERE
    return resourceIn(context, associationId, row.association_id, await standingIn(context.db, teamId))
  },
}

export const patient: Finder = {
  kind: 'patient',
  async find(context, { associationId = '', patientId = '' }) {
    const row = await patients.findPatient(context.db, patientId)
    if (!row || row.closed_at !== null) return NOWHERE
    const team = (await teams.listTeamsOf(context.db, 'patient_id', patientId)).find(
      one => one.ended_at === null,
    )
    const facilityIds = team ? await standingIn(context.db, team.id) : []
    return resourceIn(context, associationId, row.association_id, facilityIds)
  },
}

/** A referral is of the hospital that sent it and of the physicians who could take it. */
export const referral: Finder = {
  kind: 'referral',
  async find(context, { associationId = '', referralId = '' }) {
    const row = await findReferral(context.db, referralId)
    if (!row) return NOWHERE
    const facilityIds = [
      ...(await eligibleFor(context.db, row)),
      ...(row.hospital_id ? [row.hospital_id] : []),
    ]
    return resourceIn(context, associationId, row.association_id, facilityIds)
  },
}
