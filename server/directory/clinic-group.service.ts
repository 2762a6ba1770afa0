import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse, refuseFields } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import * as groups from './clinic-group.repository.ts'
import type { ClinicGroupChange, ClinicGroups, NewClinicGroup } from './clinic-group-view.ts'
import { findAssociation } from './directory.service.ts'
import { associationShownChanged } from './shown-revision.service.ts'

type Asked = Pick<Context, 'db' | 'clock'>
type GroupPath = { associationId: string; groupId: string }

/** The association's groups with their clinics, and the clinics to choose from. */
export async function readClinicGroups(
  db: Db | Trx,
  associationId: string,
): Promise<Outcome<ClinicGroups, 'notFound'>> {
  if (!(await findAssociation(db, associationId))) return refuse('notFound')
  const members = Map.groupBy(await groups.listClinicsOfGroups(db, associationId), row => row.group_id)
  return accept({
    groups: (await groups.listGroups(db, associationId)).map(group => ({
      ...group,
      clinicIds: (members.get(group.id) ?? []).map(row => row.clinic_id),
    })),
    clinics: await groups.listClinics(db, associationId),
  })
}

export const addClinicGroup = (
  { db, clock }: Asked,
  actor: Actor,
  associationId: string,
  { name, clinicIds }: NewClinicGroup,
): Promise<Outcome<ClinicGroups, 'notFound' | 'unknownFacility'>> =>
  allOrNothing<ClinicGroups, 'notFound' | 'unknownFacility'>(db, async trx => {
    const before = await readClinicGroups(trx, associationId)
    if (!before.ok) return before
    const strangers = strangersIn(before.value, clinicIds)
    if (strangers.length > 0) return refuseFields('unknownFacility', strangers)
    const id = randomUUID()
    await groups.addGroup(trx, { id, association_id: associationId, name })
    await groups.replaceClinics(trx, id, clinicIds)
    return told(trx, clock, actor, { associationId, groupId: id }, 'clinicGroup.add', clinicIds.length)
  })

export const changeClinicGroup = (
  { db, clock }: Asked,
  actor: Actor,
  path: GroupPath,
  { name, clinicIds, revision }: ClinicGroupChange,
): Promise<Outcome<ClinicGroups, 'notFound' | 'unknownFacility' | 'staleRevision'>> =>
  allOrNothing<ClinicGroups, 'notFound' | 'unknownFacility' | 'staleRevision'>(db, async trx => {
    const { associationId, groupId } = path
    const before = await readClinicGroups(trx, associationId)
    if (!before.ok) return before
    if (!before.value.groups.some(({ id }) => id === groupId)) return refuse('notFound')
    const strangers = strangersIn(before.value, clinicIds)
    if (strangers.length > 0) return refuseFields('unknownFacility', strangers)
    if (!(await groups.changeGroup(trx, associationId, groupId, { name, revision })))
      return refuse('staleRevision')
    await groups.replaceClinics(trx, groupId, clinicIds)
    return told(trx, clock, actor, path, 'clinicGroup.change', clinicIds.length)
  })

/** Takes a group away. The addresses of its calendar answer from now on like any that does not exist. */
export const removeClinicGroup = (
  { db, clock }: Asked,
  actor: Actor,
  path: GroupPath,
  revision: number,
): Promise<Outcome<ClinicGroups, 'notFound' | 'staleRevision' | 'groupHasTeam'>> =>
  allOrNothing<ClinicGroups, 'notFound' | 'staleRevision' | 'groupHasTeam'>(db, async trx => {
    const { associationId, groupId } = path
    const before = await readClinicGroups(trx, associationId)
    if (!before.ok) return before
    if (!before.value.groups.some(({ id }) => id === groupId)) return refuse('notFound')
    if (await groups.hasTeam(trx, groupId)) return refuse('groupHasTeam')
    if (!(await groups.changeGroup(trx, associationId, groupId, { revision }))) return refuse('staleRevision')
    await groups.replaceClinics(trx, groupId, [])
    await groups.removeGroup(trx, groupId)
    return told(trx, clock, actor, path, 'clinicGroup.remove', 0)
  })

/** The fields that name a clinic which is not of the association. */
const strangersIn = ({ clinics }: ClinicGroups, clinicIds: readonly string[]): string[] => {
  const own = new Set(clinics.map(({ id }) => id))
  return clinicIds.flatMap((id, index) => (own.has(id) ? [] : [`clinicIds.${index}`]))
}

/** Calendars and the audit are told; answers how the groups are now. */
async function told(
  trx: Trx,
  clock: Context['clock'],
  actor: Actor,
  { associationId, groupId }: GroupPath,
  action: string,
  clinics: number,
): Promise<Outcome<ClinicGroups, 'notFound'>> {
  await associationShownChanged(trx, associationId)
  await recordAudit(trx, clock(), {
    action,
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId,
    resource: `clinicGroup:${groupId}`,
    detail: { clinics },
  })
  return readClinicGroups(trx, associationId)
}
