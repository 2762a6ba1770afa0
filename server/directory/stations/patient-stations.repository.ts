import type { Db, Trx } from '../../../db/open.ts'

/** The stations linked to a patient's reference, and others by their id, as nurse cover is reckoned. SQL only. */

const COLUMNS = [
  'station.id',
  'station.name',
  'station.night_phone',
  'station.cover',
  'station.closed_on',
] as const

export const listLinkedToPatient = (db: Db | Trx, associationId: string, code: string) =>
  db
    .selectFrom('nurse_link as link')
    .innerJoin('nursing_station as station', 'station.id', 'link.station_id')
    .where('link.association_id', '=', associationId)
    .where('link.target_kind', '=', 'patient')
    .where('link.target_id', '=', code)
    .select([...COLUMNS, 'link.from_day', 'link.to_day'])
    .orderBy('station.id')
    .orderBy('link.from_day')
    .execute()

export const listByIds = (db: Db | Trx, stationIds: readonly string[]) =>
  stationIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('nursing_station as station')
        .where('station.id', 'in', stationIds)
        .select(COLUMNS)
        .orderBy('station.id')
        .execute()
