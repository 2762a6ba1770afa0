import type { Db, Trx } from '../../db/open.ts'
import type { Audience } from './audience.ts'

/** Whom a calendar is for, and whose duties it shows. Links to patients are never read here. SQL only. */

const TABLES = {
  scheme: 'duty_scheme',
  supportBlock: 'support_block',
  clinicGroup: 'clinic_group',
  clinic: 'clinic',
  nursingStation: 'nursing_station',
  hospital: 'hospital',
} as const satisfies Partial<Record<Audience, string>>

/** The name of whom it is for, with the association it belongs to; undefined when there is none of that id. */
export function findAudience(db: Db | Trx, audience: Audience, id: string) {
  if (audience === 'association')
    return db
      .selectFrom('association')
      .where('id', '=', id)
      .select(['name', 'id as association_id'])
      .executeTakeFirst()
  if (audience === 'physician')
    return db
      .selectFrom('physician')
      .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
      .where('physician.id', '=', id)
      .select(['physician.name', 'clinic.association_id'])
      .executeTakeFirst()
  return db
    .selectFrom(TABLES[audience])
    .where('id', '=', id)
    .select(['name', 'association_id'])
    .executeTakeFirst()
}

export const listSchemes = (db: Db | Trx, associationIds: readonly string[]) =>
  db
    .selectFrom('duty_scheme')
    .where('association_id', 'in', associationIds)
    .select(['id', 'association_id', 'rules'])
    .orderBy('id')
    .execute()

const physicians = (db: Db | Trx) => db.selectFrom('physician').select('id').orderBy('id')

export const listPhysiciansOfClinics = (db: Db | Trx, clinicIds: readonly string[]) =>
  physicians(db).where('clinic_id', 'in', clinicIds).execute()

export const listPhysiciansOfGroup = (db: Db | Trx, groupId: string) =>
  physicians(db)
    .where('clinic_id', 'in', eb =>
      eb.selectFrom('clinic_group_clinic').where('group_id', '=', groupId).select('clinic_id'),
    )
    .execute()

export const listPhysiciansOfBlocks = (db: Db | Trx, blockIds: readonly string[]) =>
  physicians(db)
    .where('clinic_id', 'in', eb =>
      eb.selectFrom('support_block_clinic').where('block_id', 'in', blockIds).select('clinic_id'),
    )
    .execute()

const blocks = (db: Db | Trx) => db.selectFrom('support_block').select(['id', 'name', 'association_id'])

export const listBlock = (db: Db | Trx, blockId: string) => blocks(db).where('id', '=', blockId).execute()

export const listBlocksOfHospital = (db: Db | Trx, hospitalId: string) =>
  blocks(db)
    .where('id', 'in', eb =>
      eb.selectFrom('support_block_hospital').where('hospital_id', '=', hospitalId).select('block_id'),
    )
    .execute()

/** The links of a station to schemes, physicians and clinics, a clinic's with each of its physicians. */
export const listLinksOfStation = (db: Db | Trx, stationId: string) =>
  db
    .selectFrom('nurse_link as link')
    .leftJoin('physician', 'physician.clinic_id', 'link.target_id')
    .where('link.station_id', '=', stationId)
    .where('link.target_kind', 'in', ['scheme', 'physician', 'clinic'])
    .select(['link.target_kind', 'link.target_id', 'link.from_day', 'link.to_day', 'physician.id'])
    .orderBy('link.target_id')
    .orderBy('physician.id')
    .orderBy('link.from_day')
    .execute()
