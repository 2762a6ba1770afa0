import type { Db, Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'

/** Associations, their settings, and who and what belongs to them. SQL only. */

export const listAssociations = (db: Db | Trx) =>
  db.selectFrom('association').selectAll().orderBy('invented').orderBy('id').execute()

export const countPhysicians = (db: Db | Trx) =>
  db
    .selectFrom('physician')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .groupBy('clinic.association_id')
    .select(({ fn }) => ['clinic.association_id', fn.countAll<number>().as('physicians')])
    .execute()

export const listNursingStations = (db: Db | Trx) =>
  db.selectFrom('nursing_station').selectAll().orderBy('id').execute()

export const listHospitals = (db: Db | Trx) => db.selectFrom('hospital').selectAll().orderBy('id').execute()

export const listSupportBlocks = (db: Db | Trx) =>
  db.selectFrom('support_block').selectAll().orderBy('id').execute()

export const countBlockClinics = (db: Db | Trx) =>
  db
    .selectFrom('support_block_clinic')
    .groupBy('block_id')
    .select(({ fn }) => ['block_id', fn.countAll<number>().as('clinics')])
    .execute()

export const listBlockHospitals = (db: Db | Trx) =>
  db
    .selectFrom('support_block_hospital')
    .innerJoin('hospital', 'hospital.id', 'support_block_hospital.hospital_id')
    .select(['support_block_hospital.block_id', 'hospital.name'])
    .orderBy('hospital.id')
    .execute()

export const findAssociation = (db: Db | Trx, associationId: string) =>
  db.selectFrom('association').selectAll().where('id', '=', associationId).executeTakeFirst()

export const listClosedDays = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('closed_day')
    .where('association_id', '=', associationId)
    .select(['day', 'label'])
    .orderBy('day')
    .execute()

/** False when the association is not at the revision of these settings any more. */
export async function changeAssociation(
  trx: Trx,
  associationId: string,
  { name, shortName, revision }: { name: string; shortName: string; revision: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('association')
    .set({ name, short_name: shortName, revision: revision + 1 })
    .where('id', '=', associationId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Counts a change of what is kept beside the settings. False when the association is not at `revision` any more. */
export async function countChange(trx: Trx, associationId: string, revision: number): Promise<boolean> {
  const result = await trx
    .updateTable('association')
    .set({ revision: revision + 1 })
    .where('id', '=', associationId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function replaceClosedDays(
  trx: Trx,
  associationId: string,
  days: readonly { day: string; label: string }[],
): Promise<void> {
  await trx.deleteFrom('closed_day').where('association_id', '=', associationId).execute()
  for (const rows of inPortions(
    days.map(({ day, label }) => ({ association_id: associationId, day, label })),
  ))
    await trx.insertInto('closed_day').values(rows).execute()
}

const physiciansOf = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('physician')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .where('clinic.association_id', '=', associationId)
    .select(['physician.id', 'physician.name'])

export const listPhysiciansOf = (db: Db | Trx, associationId: string) =>
  physiciansOf(db, associationId).orderBy('physician.kana').orderBy('physician.id').execute()

export const findPhysicianOf = (db: Db | Trx, associationId: string, physicianId: string) =>
  physiciansOf(db, associationId).where('physician.id', '=', physicianId).executeTakeFirst()

export const listNamesOf = (db: Db | Trx, table: 'hospital' | 'nursing_station', associationId: string) =>
  db
    .selectFrom(table)
    .where('association_id', '=', associationId)
    .select(['id', 'name'])
    .orderBy('id')
    .execute()

/** False when the id is taken. */
export async function addAssociation(
  trx: Trx,
  { id, name, shortName }: { id: string; name: string; shortName: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('association')
    .values({ id, name, short_name: shortName, invented: 0 })
    .onConflict(conflict => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}
