import type { Db, Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'

/** How physicians are reached, and the hospitals behind a clinic. SQL only. */

const contacts = (db: Db | Trx) =>
  db
    .selectFrom('physician')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .select([
      'physician.id',
      'physician.name',
      'physician.duty_phone',
      'clinic.id as clinic_id',
      'clinic.association_id',
      'clinic.name as clinic',
      'clinic.place',
      'clinic.phone',
    ])

export async function listContacts(db: Db | Trx, physicianIds: readonly string[]) {
  const found = []
  for (const ids of inPortions([...physicianIds]))
    found.push(...(await contacts(db).where('physician.id', 'in', ids).execute()))
  return found
}

export const listHospitals = (db: Db | Trx, hospitalIds: readonly string[]) =>
  db.selectFrom('hospital').where('id', 'in', hospitalIds).select(['id', 'name', 'phone']).execute()

/** The physicians of an association, and those of others who serve in its schemes. */
export const listPhysiciansServing = (db: Db | Trx, associationId: string) =>
  contacts(db)
    .select('physician.kana')
    .where(eb =>
      eb.or([
        eb('clinic.association_id', '=', associationId),
        eb(
          'physician.id',
          'in',
          eb
            .selectFrom('scheme_member as member')
            .innerJoin('duty_scheme as scheme', 'scheme.id', 'member.scheme_id')
            .where('scheme.association_id', '=', associationId)
            .select('member.physician_id'),
        ),
      ]),
    )
    .orderBy('physician.kana')
    .orderBy('physician.id')
    .execute()

export const listContactsOfClinic = (db: Db | Trx, clinicId: string) =>
  contacts(db).where('clinic.id', '=', clinicId).orderBy('physician.kana').orderBy('physician.id').execute()

/** The support hospitals of the blocks that the clinic belongs to, each once. */
export const listHospitalsBehind = (db: Db | Trx, clinicId: string) =>
  db
    .selectFrom('hospital')
    .where('hospital.id', 'in', eb =>
      eb
        .selectFrom('support_block_clinic as member')
        .innerJoin('support_block_hospital as support', 'support.block_id', 'member.block_id')
        .where('member.clinic_id', '=', clinicId)
        .select('support.hospital_id'),
    )
    .select(['hospital.name', 'hospital.phone'])
    .orderBy('hospital.id')
    .execute()

/** The hospitals of the clinic's association. */
export const listHospitalsNear = (db: Db | Trx, clinicId: string) =>
  db
    .selectFrom('hospital')
    .innerJoin('clinic', 'clinic.association_id', 'hospital.association_id')
    .where('clinic.id', '=', clinicId)
    .select(['hospital.name', 'hospital.phone'])
    .orderBy('hospital.id')
    .execute()

export const listNightPhones = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('nursing_station')
    .where('association_id', '=', associationId)
    .where('closed_on', 'is', null)
    .select(['id', 'name', 'night_phone'])
    .orderBy('id')
    .execute()

export const listNightPhonesOf = (db: Db | Trx, stationIds: readonly string[]) =>
  db
    .selectFrom('nursing_station')
    .where('id', 'in', stationIds)
    .select(['id', 'name', 'night_phone'])
    .orderBy('id')
    .execute()
