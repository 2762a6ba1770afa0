import type { LocalDay } from '../../server/time/local-day.ts'
import type { Trx } from '../open.ts'
import { type District, inventedPhone } from './district.ts'

/** Puts an invented district into the database; its physicians are members of its scheme from `joinedOn`. */
export async function insertDistrict(trx: Trx, district: District, joinedOn: LocalDay): Promise<void> {
  const { association, scheme } = district
  const prefix = association.id
  const clinics = district.clinics.map((clinic, index) => ({
    ...clinic,
    id: `${prefix}-clinic-${index + 1}`,
    physicianId: `${prefix}-physician-${index + 1}`,
    phone: inventedPhone(district, 'clinic', index),
  }))
  await trx
    .insertInto('association')
    .values({ id: association.id, name: association.name, short_name: association.shortName, invented: 1 })
    .execute()
  await trx
    .insertInto('clinic')
    .values(
      clinics.map(({ id, name, place, phone }) => ({
        id,
        association_id: association.id,
        name,
        place,
        phone,
      })),
    )
    .execute()
  await trx
    .insertInto('physician')
    .values(
      clinics.map(({ id, physicianId, physician, kana }) => ({
        id: physicianId,
        clinic_id: id,
        name: physician,
        kana,
      })),
    )
    .execute()
  await trx
    .insertInto('nursing_station')
    .values(
      stationsOf(district).map(({ id, name, nightPhone, cover }) => ({
        id,
        association_id: association.id,
        name,
        night_phone: nightPhone,
        cover: JSON.stringify(cover),
      })),
    )
    .execute()
  await trx
    .insertInto('hospital')
    .values(
      district.hospitals.map(({ id, name }, index) => ({
        id,
        association_id: association.id,
        name,
        phone: inventedPhone(district, 'hospital', index),
      })),
    )
    .execute()
  await insertBlocks(trx, district, clinics)
  if (district.closedDays.length > 0)
    await trx
      .insertInto('closed_day')
      .values(district.closedDays.map(closed => ({ association_id: association.id, ...closed })))
      .execute()
  await trx
    .insertInto('duty_scheme')
    .values({
      id: scheme.id,
      association_id: association.id,
      name: scheme.name,
      short_name: scheme.shortName,
      rules: JSON.stringify(scheme.rules),
      posts: JSON.stringify(scheme.posts),
      min_gap_days: scheme.minGapDays,
    })
    .execute()
  await trx
    .insertInto('scheme_member')
    .values(
      clinics.map(({ physicianId }) => ({
        scheme_id: scheme.id,
        physician_id: physicianId,
        joined_on: joinedOn,
        left_on: null,
        min_units: scheme.minUnits,
        max_units: scheme.maxUnits,
        share_percent: 100,
      })),
    )
    .execute()
}

/** The stations of a district as they stand in the database. */
export const stationsOf = (district: District) =>
  district.nursingStations.map(({ name, cover }, index) => ({
    id: `${district.association.id}-station-${index + 1}`,
    name,
    cover,
    nightPhone: inventedPhone(district, 'station', index),
  }))

async function insertBlocks(
  trx: Trx,
  district: District,
  clinics: readonly { id: string; block?: string }[],
) {
  for (const { id, name, status, hospitals } of district.supportBlocks) {
    await trx
      .insertInto('support_block')
      .values({ id, association_id: district.association.id, name, status })
      .execute()
    const members = clinics.filter(clinic => clinic.block === id)
    await trx
      .insertInto('support_block_clinic')
      .values(members.map(clinic => ({ block_id: id, clinic_id: clinic.id })))
      .execute()
    await trx
      .insertInto('support_block_hospital')
      .values(hospitals.map(hospital => ({ block_id: id, hospital_id: hospital })))
      .execute()
  }
}
