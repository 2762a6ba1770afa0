import type { Db, Trx } from '../../../db/open.ts'
import type { EvidenceKind } from './evidence.ts'
import * as linked from './linked-stations.repository.ts'
import type { LinkedStation } from './nurse-cover.ts'

/** The stations behind the posts of a scheme. One that is linked in several ways, or twice, stands there as often. */
export type LinkedStations = {
  /** Linked to the scheme itself: behind every post, whoever holds it. */
  readonly ofScheme: readonly LinkedStation[]
  /** By physician: linked to the physician or to their clinic. Whoever has none is not in it. */
  readonly ofPhysician: ReadonlyMap<string, readonly LinkedStation[]>
}

/** The stations of a scheme and of these physicians, with their evidence, as they are kept now. */
export async function linkedStationsOf(
  db: Db | Trx,
  { schemeId, physicianIds }: { schemeId: string; physicianIds: Iterable<string> },
): Promise<LinkedStations> {
  const ofScheme = await linked.listLinksOfScheme(db, schemeId)
  const ofPhysicians = await linked.listLinksOfPhysicians(db, [...new Set(physicianIds)])
  const stationIds = new Set([...ofScheme, ...ofPhysicians].map(row => row.id))
  const evidence = Map.groupBy(await linked.listEvidenceOf(db, [...stationIds]), row => row.station_id)

  const stationOf = (row: (typeof ofScheme)[number]): LinkedStation => ({
    id: row.id,
    name: row.name,
    cover: JSON.parse(row.cover),
    evidence: (evidence.get(row.id) ?? []).map(proof => ({
      kind: proof.kind as EvidenceKind,
      checkedOn: proof.checked_on,
      validUntil: proof.valid_until,
      withdrawnAt: proof.withdrawn_at,
    })),
    closedOn: row.closed_on,
    link: { from: row.from_day, to: row.to_day },
  })
  const byPhysician = Map.groupBy(ofPhysicians, row => row.physician_id)
  return {
    ofScheme: ofScheme.map(stationOf),
    ofPhysician: new Map([...byPhysician].map(([id, rows]) => [id, rows.map(stationOf)])),
  }
}

/** The stations that count for a post held by this physician. */
export const stationsBehind = (
  { ofScheme, ofPhysician }: LinkedStations,
  physicianId: string,
): readonly LinkedStation[] => [...ofScheme, ...(ofPhysician.get(physicianId) ?? [])]
