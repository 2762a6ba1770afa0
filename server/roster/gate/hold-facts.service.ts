import type { Trx } from '../../../db/open.ts'
import { linkedStationsOf } from '../../directory/stations/linked-stations.service.ts'
import { partsOf, type StandingDuty } from '../standing/standing-rota.ts'
import * as gate from './gate.repository.ts'

/**
 * Holds what the gate is about to read until the transaction ends: the scheme (its settings and members) and the
 * stations behind the rota with their hours, evidence and links. Without it a link could end, and be recorded, between
 * the moment the gate looked and the moment the version stands, and the version would claim a check that no longer
 * held. Held is in one order, after the roster and before the duties, so that nobody waits in a circle.
 *
 * Not held are wishes and telephone numbers: entered in the same moment they are as good as entered right after it. A
 * duty published elsewhere in the same moment meets the database's own refusal of overlaps.
 */
export async function holdFacts(trx: Trx, schemeId: string, rota: readonly StandingDuty[]): Promise<void> {
  await gate.holdScheme(trx, schemeId)
  const physicianIds = partsOf(rota).map(({ physicianId }) => physicianId)
  const { ofScheme, ofPhysician } = await linkedStationsOf(trx, { schemeId, physicianIds })
  await gate.holdStations(
    trx,
    [...ofScheme, ...[...ofPhysician.values()].flat()].map(({ id }) => id),
  )
}
