import type { Instant } from '../../server/time/clock.ts'
import type { Trx } from '../open.ts'

const MINUTE = 60_000

const NOTHING_MORE = {
  association_id: 'minato',
  patient_code: null,
  patient_id: null,
  routed_to_kind: null,
  routed_to_id: null,
  routed_at: null,
  answered_by_kind: null,
  answered_by_id: null,
  answered_at: null,
  outcome: null,
  closed_at: null,
  entered_by: null,
}

/** Three invented calls at the duty desk of the port town: two that are closed, one that somebody is at. */
export async function enterCalls(trx: Trx, now: Instant): Promise<void> {
  const ago = (minutes: number) => now - minutes * MINUTE
  const rows = [
    {
      caller: 'family',
      patient_id: 'minato-patient-1',
      received_at: ago(190),
      routed_to_kind: 'physician',
      routed_to_id: 'minato-physician-1',
      routed_at: ago(189),
      answered_by_kind: 'physician',
      answered_by_id: 'minato-physician-1',
      answered_at: ago(187),
      outcome: 'houseCall',
      closed_at: ago(180),
    },
    {
      caller: 'facility',
      patient_code: 'R-40',
      received_at: ago(95),
      routed_to_kind: 'station',
      routed_to_id: 'minato-station-1',
      routed_at: ago(93),
      answered_by_kind: 'station',
      answered_by_id: 'minato-station-1',
      answered_at: ago(92),
      outcome: 'nurseVisit',
      closed_at: ago(85),
    },
    { caller: 'station', patient_id: 'minato-patient-2', received_at: ago(6) },
  ]
  await trx
    .insertInto('call')
    .values(rows.map((row, index) => ({ ...NOTHING_MORE, id: `minato-call-${index + 1}`, ...row })))
    .execute()
}
