import type { Db, Trx } from '../../../db/open.ts'

/** Names of those a rota was made for, members still or not. SQL only. */

export const listPhysicians = async (db: Db | Trx, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('physician')
        .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
        .where('physician.id', 'in', ids)
        .select(['physician.id', 'physician.name', 'clinic.name as clinic'])
        .execute()
