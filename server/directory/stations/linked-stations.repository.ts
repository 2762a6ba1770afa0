import type { Db, Trx } from '../../../db/open.ts'
import { inPortions } from '../../../db/portions.ts'

/** The stations behind a rota, and what proves them. SQL only. */

const links = (db: Db | Trx) =>
  db
    .selectFrom('nurse_link as link')
    .innerJoin('nursing_station as station', 'station.id', 'link.station_id')
    .select([
      'link.target_id',
      'link.from_day',
      'link.to_day',
      'station.id',
      'station.name',
      'station.cover',
      'station.closed_on',
    ])
    .orderBy('station.id')
    .orderBy('link.from_day')

export const listLinksOfScheme = (db: Db | Trx, schemeId: string) =>
  links(db).where('link.target_kind', '=', 'scheme').where('link.target_id', '=', schemeId).execute()

/** Every link of these physicians and of the clinics they work at, with the physician it counts for. */
export async function listLinksOfPhysicians(db: Db | Trx, physicianIds: readonly string[]) {
  const rows = []
  for (const ids of inPortions(physicianIds))
    for (const [kind, column] of [
      ['physician', 'physician.id'],
      ['clinic', 'physician.clinic_id'],
    ] as const)
      rows.push(
        ...(await links(db)
          .innerJoin('physician', column, 'link.target_id')
          .where('link.target_kind', '=', kind)
          .where('physician.id', 'in', ids)
          .select('physician.id as physician_id')
          .execute()),
      )
  return rows
}

export async function listEvidenceOf(db: Db | Trx, stationIds: readonly string[]) {
  const rows = []
  for (const ids of inPortions(stationIds))
    rows.push(
      ...(await db
        .selectFrom('nurse_evidence')
        .where('station_id', 'in', ids)
        .select(['station_id', 'kind', 'checked_on', 'valid_until', 'withdrawn_at'])
        .orderBy('checked_on')
        .orderBy('id')
        .execute()),
    )
  return rows
}
