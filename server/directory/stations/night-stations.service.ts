import type { Db, Trx } from '../../../db/open.ts'
import type { EvidenceKind } from './evidence.ts'
import { listEvidenceOf } from './linked-stations.repository.ts'
import { type LinkTarget, type NightStation, type NightStations, targetKey } from './night-station.ts'
import { listNightLinks } from './night-stations.repository.ts'

/** The stations behind these duties, with their evidence, in two reads however many duties there are. */
export async function nightStationsOf(db: Db | Trx, duties: readonly LinkTarget[]): Promise<NightStations> {
  if (duties.length === 0) return new Map()
  const links = await listNightLinks(db, {
    scheme: [...new Set(duties.map(duty => duty.schemeId))],
    physician: [...new Set(duties.map(duty => duty.physicianId))],
    clinic: [...new Set(duties.map(duty => duty.clinicId))],
  })
  const proofs = await listEvidenceOf(db, [...new Set(links.map(row => row.id))])
  const evidence = Map.groupBy(proofs, row => row.station_id)
  const stations = links.map((row): [string, NightStation] => [
    targetKey(row.target_kind, row.target_id),
    {
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
      link: { from: row.from_day, to: row.to_day },
    },
  ])
  return new Map(
    [...Map.groupBy(stations, ([key]) => key)].map(([key, found]) => [key, found.map(([, one]) => one)]),
  )
}
