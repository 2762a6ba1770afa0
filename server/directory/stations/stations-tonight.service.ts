import type { Db, Trx } from '../../../db/open.ts'
import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { localDayOf } from '../../time/tokyo.ts'
import type { EvidenceKind } from './evidence.ts'
import * as stations from './station.repository.ts'
import { type StandingAt, standingOf } from './station-tonight.ts'

export type StationTonight = {
  id: string
  name: string
  nightPhone: string
  standing: StandingAt
  until: Instant
}

/** Of the association's own stations, which need no link to it. */
const ALWAYS = { from: '1949-04-01', to: null }

/**
 * The stations of an association, and those of others that it has a link with then, as they stand at the start of
 * `window`, by name. Closed ones are left out. `today`: the day in Tokyo of whoever asks.
 */
export async function stationsTonight(
  db: Db | Trx,
  associationId: string,
  window: Interval,
  today: LocalDay,
): Promise<StationTonight[]> {
  const rows = await stations.listStationsFor(db, associationId)
  const links = await stations.listLinksMadeBy(db, associationId)
  const evidence = Map.groupBy(
    await stations.listEvidence(
      db,
      rows.map(row => row.id),
    ),
    row => row.station_id,
  )
  const day = localDayOf(window.start)
  return rows.flatMap(row => {
    const inForce = links.find(
      link =>
        link.station_id === row.id && link.from_day <= day && (link.to_day === null || day <= link.to_day),
    )
    const link =
      row.association_id === associationId
        ? ALWAYS
        : inForce && { from: inForce.from_day, to: inForce.to_day }
    if (!link || (row.closed_on !== null && row.closed_on <= day)) return []
    const proofs = (evidence.get(row.id) ?? []).map(proof => ({
      kind: proof.kind as EvidenceKind,
      checkedOn: proof.checked_on,
      validUntil: proof.valid_until,
      withdrawnAt: proof.withdrawn_at,
    }))
    const { id, name, night_phone: nightPhone, closed_on: closedOn } = row
    const station = { id, name, cover: JSON.parse(row.cover), evidence: proofs, closedOn, link }
    return [{ id, name, nightPhone, ...standingOf(station, window, today) }]
  })
}
