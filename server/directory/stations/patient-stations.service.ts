import type { Db, Trx } from '../../../db/open.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { EvidenceKind } from './evidence.ts'
import { listEvidenceOf } from './linked-stations.repository.ts'
import type { NightStation } from './night-station.ts'
import * as stations from './patient-stations.repository.ts'

/** A station's place in a care team, in days; `to` null: until further notice. */
export type StationPlace = { stationId: string; from: LocalDay; to: LocalDay | null }

/**
 * The stations behind one patient with all that tells whether their nurse can be relied on: those of the care team,
 * and those linked to the patient's reference (`code` null: a group of clinics has none).
 */
export async function stationsBehindPatient(
  db: Db | Trx,
  {
    associationId,
    code,
    places,
  }: { associationId: string; code: string | null; places: readonly StationPlace[] },
): Promise<{ ofTeam: NightStation[]; linked: NightStation[] }> {
  const known = new Map(
    (
      await stations.listByIds(
        db,
        places.map(one => one.stationId),
      )
    ).map(row => [row.id, row]),
  )
  const links = code === null ? [] : await stations.listLinkedToPatient(db, associationId, code)
  const ids = new Set([...known.keys(), ...links.map(row => row.id)])
  const evidence = Map.groupBy(await listEvidenceOf(db, [...ids]), row => row.station_id)
  const stationOf = (
    row: Omit<(typeof links)[number], 'from_day' | 'to_day'>,
    link: NightStation['link'],
  ) => ({
    id: row.id,
    name: row.name,
    nightPhone: row.night_phone,
    cover: JSON.parse(row.cover),
    evidence: (evidence.get(row.id) ?? []).map(proof => ({
      kind: proof.kind as EvidenceKind,
      checkedOn: proof.checked_on,
      validUntil: proof.valid_until,
      withdrawnAt: proof.withdrawn_at,
    })),
    closedOn: row.closed_on,
    link,
  })
  return {
    ofTeam: places.flatMap(({ stationId, from, to }) => {
      const row = known.get(stationId)
      return row ? [stationOf(row, { from, to })] : []
    }),
    linked: links.map(row => stationOf(row, { from: row.from_day, to: row.to_day })),
  }
}
