import type { Db, Trx } from '../../db/open.ts'

/** Reads of duty schemes, their association and members. SQL only. */

const schemes = (db: Db | Trx) =>
  db
    .selectFrom('duty_scheme')
    .innerJoin('association', 'association.id', 'duty_scheme.association_id')
    .select([
      'duty_scheme.id',
      'duty_scheme.association_id',
      'duty_scheme.name',
      'duty_scheme.short_name',
      'duty_scheme.rules',
      'duty_scheme.posts',
      'duty_scheme.min_gap_days',
      'association.name as association_name',
      'association.invented',
    ])

export const listSchemes = (db: Db | Trx) => schemes(db).orderBy('duty_scheme.id').execute()

export const listSchemesOf = (db: Db | Trx, associationId: string) =>
  schemes(db).where('association_id', '=', associationId).orderBy('duty_scheme.id').execute()

export const findScheme = (db: Db | Trx, schemeId: string) =>
  schemes(db).where('duty_scheme.id', '=', schemeId).executeTakeFirst()

/** Physicians who belong to the scheme on at least one day from `firstDay` to `lastDay`. */
export const listMembers = (db: Db | Trx, schemeId: string, firstDay: string, lastDay: string) =>
  db
    .selectFrom('scheme_member')
    .innerJoin('physician', 'physician.id', 'scheme_member.physician_id')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .where('scheme_member.scheme_id', '=', schemeId)
    .where('scheme_member.joined_on', '<=', lastDay)
    .where(eb =>
      eb.or([eb('scheme_member.left_on', 'is', null), eb('scheme_member.left_on', '>=', firstDay)]),
    )
    .select([
      'physician.id',
      'physician.name',
      'physician.clinic_id',
      'clinic.name as clinic',
      'clinic.place',
      'clinic.phone',
      'scheme_member.joined_on',
      'scheme_member.left_on',
      'scheme_member.min_units',
      'scheme_member.max_units',
      'scheme_member.share_percent',
      'scheme_member.posts',
      'scheme_member.blocks',
    ])
    .orderBy('physician.kana')
    .orderBy('physician.id')
    .orderBy('scheme_member.joined_on')
    .execute()

export const findMembership = (db: Db | Trx, schemeId: string, physicianId: string) =>
  db
    .selectFrom('scheme_member')
    .where('scheme_id', '=', schemeId)
    .where('physician_id', '=', physicianId)
    .select('physician_id')
    .limit(1)
    .executeTakeFirst()
