import type { Db, Trx } from '../../db/open.ts'

/** Reads of the directory: associations and who and what belongs to them. SQL only. */

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

export const listStationsOf = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('nursing_station')
    .where('association_id', '=', associationId)
    .select(['name', 'night_phone'])
    .orderBy('id')
    .execute()

export const findPhysician = (db: Db | Trx, physicianId: string) =>
  db.selectFrom('physician').where('id', '=', physicianId).select(['id', 'name']).executeTakeFirst()
