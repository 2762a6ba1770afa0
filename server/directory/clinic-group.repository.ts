import type { Db, Trx } from '../../db/open.ts'

/** Groups of clinics. SQL only. */

export const listGroups = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('clinic_group')
    .where('association_id', '=', associationId)
    .select(['id', 'name', 'revision'])
    .orderBy('name')
    .orderBy('id')
    .execute()

export const listClinicsOfGroups = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('clinic_group_clinic as member')
    .innerJoin('clinic_group as held', 'held.id', 'member.group_id')
    .where('held.association_id', '=', associationId)
    .select(['member.group_id', 'member.clinic_id'])
    .orderBy('member.clinic_id')
    .execute()

export const listClinics = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('clinic')
    .where('association_id', '=', associationId)
    .select(['id', 'name', 'place'])
    .orderBy('name')
    .orderBy('id')
    .execute()

export const addGroup = (trx: Trx, row: { id: string; association_id: string; name: string }) =>
  trx
    .insertInto('clinic_group')
    .values({ ...row, revision: 0 })
    .execute()

/** False when the group is not at this revision any more, or not of the association. */
export async function changeGroup(
  trx: Trx,
  associationId: string,
  id: string,
  { name, revision }: { name?: string; revision: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('clinic_group')
    .set({ ...(name === undefined ? {} : { name }), revision: revision + 1 })
    .where('id', '=', id)
    .where('association_id', '=', associationId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function replaceClinics(trx: Trx, groupId: string, clinicIds: readonly string[]): Promise<void> {
  await trx.deleteFrom('clinic_group_clinic').where('group_id', '=', groupId).execute()
  if (clinicIds.length > 0)
    await trx
      .insertInto('clinic_group_clinic')
      .values(clinicIds.map(clinic_id => ({ group_id: groupId, clinic_id })))
      .execute()
}

export const removeGroup = (trx: Trx, id: string) =>
  trx.deleteFrom('clinic_group').where('id', '=', id).execute()

/** Whether a care team answers for the patients of the group. */
export const hasTeam = async (db: Db | Trx, groupId: string): Promise<boolean> =>
  (await db
    .selectFrom('care_team')
    .where('group_id', '=', groupId)
    .where('ended_at', 'is', null)
    .select('id')
    .executeTakeFirst()) !== undefined
