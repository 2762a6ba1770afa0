import { sql } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'

/** Physicians, stations and hospitals of the whole installation, for whoever puts a care team together. SQL only. */

const physicians = (db: Db | Trx) =>
  db
    .selectFrom('physician')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .innerJoin('association', 'association.id', 'clinic.association_id')
    .select(['physician.id', 'physician.name', 'clinic.name as clinic', 'association.name as association'])

/** Whose name or clinic has `part` in it, or whose kana has `kana`; blanks are left out of account. */
export const searchPhysicians = (
  db: Db | Trx,
  { part, kana }: { part: string; kana: string },
  most: number,
) => {
  const has = (column: string, letters: string) =>
    sql<boolean>`replace(replace(${sql.ref(column)}, ' ', ''), '　', '') like ${`%${letters.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`
  return physicians(db)
    .where(eb => eb.or([has('physician.name', part), has('physician.kana', kana), has('clinic.name', part)]))
    .orderBy('physician.kana')
    .orderBy('physician.id')
    .limit(most)
    .execute()
}

export async function listIds(
  db: Db | Trx,
  table: 'physician' | 'hospital',
  asked: readonly string[],
): Promise<string[]> {
  const found: string[] = []
  for (const ids of inPortions(asked))
    found.push(
      ...(await db.selectFrom(table).where('id', 'in', ids).select('id').execute()).map(row => row.id),
    )
  return found
}

export const listHospitals = (db: Db | Trx, ids?: readonly string[]) =>
  db
    .selectFrom('hospital')
    .innerJoin('association', 'association.id', 'hospital.association_id')
    .$if(ids !== undefined, query => query.where('hospital.id', 'in', [...(ids ?? [])]))
    .select(['hospital.id', 'hospital.name', 'hospital.phone', 'association.name as association'])
    .orderBy('association.name')
    .orderBy('hospital.id')
    .execute()

export const listStations = (db: Db | Trx, ids?: readonly string[]) =>
  db
    .selectFrom('nursing_station as station')
    .innerJoin('association', 'association.id', 'station.association_id')
    .$if(ids !== undefined, query => query.where('station.id', 'in', [...(ids ?? [])]))
    .select(['station.id', 'station.name', 'station.night_phone', 'station.closed_on'])
    .select('association.name as association')
    .orderBy('association.name')
    .orderBy('station.id')
    .execute()
