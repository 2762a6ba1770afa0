import type { Db, Trx } from '../../../db/open.ts'

/** The stations linked to duties, with the number to call. Links to patients are never read here. SQL only. */

export const listNightLinks = (
  db: Db | Trx,
  targets: Readonly<Record<'scheme' | 'physician' | 'clinic', readonly string[]>>,
) =>
  db
    .selectFrom('nurse_link as link')
    .innerJoin('nursing_station as station', 'station.id', 'link.station_id')
    .where(eb =>
      eb.or(
        (['scheme', 'physician', 'clinic'] as const)
          .filter(kind => targets[kind].length > 0)
          .map(kind =>
            eb.and([eb('link.target_kind', '=', kind), eb('link.target_id', 'in', targets[kind])]),
          ),
      ),
    )
    .select([
      'link.target_kind',
      'link.target_id',
      'link.from_day',
      'link.to_day',
      'station.id',
      'station.name',
      'station.night_phone',
      'station.cover',
      'station.closed_on',
    ])
    .orderBy('station.name')
    .orderBy('station.id')
    .orderBy('link.from_day')
    .execute()
