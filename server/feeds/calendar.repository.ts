import type { Db, Trx } from '../../db/open.ts'

/** What a calendar can be for: everything of an association that stands in a rota or behind one. SQL only. */

export const listPhysicians = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('physician')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .where('clinic.association_id', '=', associationId)
    .select([
      'physician.id',
      'physician.name',
      'physician.clinic_id',
      'physician.duty_phone',
      'clinic.phone as clinic_phone',
    ])
    .orderBy('physician.kana')
    .orderBy('physician.id')
    .execute()

export const listAssociation = (db: Db | Trx, associationId: string) =>
  db.selectFrom('association').where('id', '=', associationId).select(['id', 'name']).execute()

export const listClinics = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('clinic')
    .where('association_id', '=', associationId)
    .select(['id', 'name', 'phone'])
    .orderBy('id')
    .execute()

export const listHospitals = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('hospital')
    .where('association_id', '=', associationId)
    .select(['id', 'name', 'phone'])
    .orderBy('id')
    .execute()

export const listStations = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('nursing_station')
    .where('association_id', '=', associationId)
    .select(['id', 'name', 'night_phone as phone'])
    .orderBy('id')
    .execute()

export const listNames = (
  db: Db | Trx,
  table: 'duty_scheme' | 'support_block' | 'clinic_group',
  associationId: string,
) =>
  db
    .selectFrom(table)
    .where('association_id', '=', associationId)
    .select(['id', 'name'])
    .orderBy('id')
    .execute()
