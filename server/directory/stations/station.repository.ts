import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import type { NurseEvidenceTable } from '../../../db/schema/nurse-evidence.ts'
import type { NurseLinkTable } from '../../../db/schema/nurse-link.ts'
import type { NursingStationTable } from '../../../db/schema/nursing-station.ts'
import type { StationConfirmationTable } from '../../../db/schema/station-confirmation.ts'
import type { Instant } from '../../time/clock.ts'

/** Visiting-nurse stations, what proves their 24-hour system, and to whom they are linked. SQL only. */

const stations = (db: Db | Trx) =>
  db
    .selectFrom('nursing_station')
    .innerJoin('association', 'association.id', 'nursing_station.association_id')
    .selectAll('nursing_station')
    .select('association.name as association')

export const findStation = (db: Db | Trx, stationId: string) =>
  stations(db).where('nursing_station.id', '=', stationId).executeTakeFirst()

/** Those of the association, and those of others that it has a link with. */
export const listStationsFor = (db: Db | Trx, associationId: string) =>
  stations(db)
    .where(eb =>
      eb.or([
        eb('nursing_station.association_id', '=', associationId),
        eb(
          'nursing_station.id',
          'in',
          eb.selectFrom('nurse_link').where('association_id', '=', associationId).select('station_id'),
        ),
      ]),
    )
    .orderBy('nursing_station.name')
    .orderBy('nursing_station.id')
    .execute()

/** Every station of the installation, for whoever makes a link. */
export const listAllStations = (db: Db | Trx) =>
  stations(db).orderBy('association.name').orderBy('nursing_station.name').execute()

export const addStation = (trx: Trx, row: Insertable<NursingStationTable>) =>
  trx.insertInto('nursing_station').values(row).execute()

/**
 * Changes a station that still is at `revision`, and counts it up; false when somebody else was quicker. Whoever
 * changes anything of it does so first, so that of two at once one wins.
 */
export async function changeStation(
  trx: Trx,
  stationId: string,
  revision: number,
  change: Updateable<NursingStationTable>,
): Promise<boolean> {
  const result = await trx
    .updateTable('nursing_station')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', stationId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export const listEvidence = (db: Db | Trx, stationIds: readonly string[]) =>
  stationIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('nurse_evidence')
        .selectAll()
        .where('station_id', 'in', stationIds)
        .orderBy('valid_until', 'desc')
        .orderBy('id')
        .execute()

export const addEvidence = (trx: Trx, row: Insertable<NurseEvidenceTable>) =>
  trx.insertInto('nurse_evidence').values(row).execute()

/** False when there is no such evidence of the station, or it was withdrawn before. */
export async function withdrawEvidence(
  trx: Trx,
  stationId: string,
  evidenceId: string,
  now: Instant,
): Promise<boolean> {
  const result = await trx
    .updateTable('nurse_evidence')
    .set({ withdrawn_at: now })
    .where('id', '=', evidenceId)
    .where('station_id', '=', stationId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export const listConfirmations = (db: Db | Trx, stationIds: readonly string[]) =>
  stationIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('station_confirmation')
        .select(['station_id', 'confirmed_at', 'by_phone', 'spoken_with'])
        .where('station_id', 'in', stationIds)
        .orderBy('confirmed_at', 'desc')
        .orderBy('id')
        .execute()

export const addConfirmation = (trx: Trx, row: Insertable<StationConfirmationTable>) =>
  trx.insertInto('station_confirmation').values(row).execute()

const links = (db: Db | Trx) =>
  db
    .selectFrom('nurse_link as link')
    .innerJoin('nursing_station as station', 'station.id', 'link.station_id')
    .innerJoin('association', 'association.id', 'link.association_id')
    .leftJoin('duty_scheme', 'duty_scheme.id', 'link.target_id')
    .leftJoin('physician', 'physician.id', 'link.target_id')
    .leftJoin('clinic', 'clinic.id', 'link.target_id')
    .selectAll('link')
    .select([
      'station.name as station',
      'association.name as association',
      'duty_scheme.name as scheme',
      'physician.name as physician',
      'clinic.name as clinic',
    ])
    .orderBy('station.name')
    .orderBy('link.from_day')
    .orderBy('link.id')

/** The links an association has made, whosesoever the stations are. */
export const listLinksMadeBy = (db: Db | Trx, associationId: string) =>
  links(db).where('link.association_id', '=', associationId).execute()

/** The links of a station, whoever made them. */
export const listLinksOf = (db: Db | Trx, stationId: string) =>
  links(db).where('link.station_id', '=', stationId).execute()

export const findLink = (db: Db | Trx, linkId: string) =>
  db.selectFrom('nurse_link').selectAll().where('id', '=', linkId).executeTakeFirst()

/** The association's links of a station to one target: two that overlap would say the same twice. */
export const listSameLinks = (
  db: Db | Trx,
  { station_id, target_kind, target_id }: Pick<NurseLinkTable, 'station_id' | 'target_kind' | 'target_id'>,
  associationId: string,
) =>
  db
    .selectFrom('nurse_link')
    .select(['id', 'from_day', 'to_day'])
    .where('station_id', '=', station_id)
    .where('target_kind', '=', target_kind)
    .where('target_id', '=', target_id)
    .where('association_id', '=', associationId)
    .execute()

export const addLink = (trx: Trx, row: Insertable<NurseLinkTable>) =>
  trx.insertInto('nurse_link').values(row).execute()

/** False when the link is not at this revision any more. */
export async function endLink(trx: Trx, linkId: string, revision: number, lastDay: string): Promise<boolean> {
  const result = await trx
    .updateTable('nurse_link')
    .set({ to_day: lastDay, revision: revision + 1 })
    .where('id', '=', linkId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/**
 * Waits for whoever is just making a link of the station, so that no two overlapping ones are made at once. A station is
 * held before the associations that show it, as the gate does and every change of a station.
 */
export const takeTurn = (trx: Trx, stationId: string) => held(trx).where('id', '=', stationId).execute()

/** The same for the station of a link. */
export const takeTurnOfLink = (trx: Trx, linkId: string) =>
  held(trx)
    .where('id', 'in', trx.selectFrom('nurse_link').where('id', '=', linkId).select('station_id'))
    .execute()

const held = (trx: Trx) => trx.updateTable('nursing_station').set(eb => ({ id: eb.ref('id') }))

export const listClinics = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('clinic')
    .select(['id', 'name'])
    .where('association_id', '=', associationId)
    .orderBy('name')
    .orderBy('id')
    .execute()

export const listPhysicians = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('physician')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .where('clinic.association_id', '=', associationId)
    .select(['physician.id', 'physician.name', 'clinic.name as clinic'])
    .orderBy('physician.kana')
    .orderBy('physician.id')
    .execute()

export const listSchemes = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('duty_scheme')
    .select(['id', 'name'])
    .where('association_id', '=', associationId)
    .orderBy('id')
    .execute()
