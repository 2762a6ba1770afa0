import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import type { Instant } from '../../time/clock.ts'
import { placeOf, type StandingDuty, standsAlone } from '../standing/standing-rota.ts'
import * as exchanges from './exchange.repository.ts'
import type { ExchangeLeg } from './exchange.ts'
import { recordExchange } from './record-exchange.service.ts'
import { withParts } from './stored-exchange.service.ts'

/** What stood of a rota and what stands of it now. */
type Stands = { before: readonly StandingDuty[]; after: readonly StandingDuty[] }

/**
 * Ends the open exchanges of a rota that speak of a duty which is not what it was: withdrawn, of other hours, or no
 * longer with its giver. Whoever changes what stands calls it in the same transaction, while holding the roster.
 */
export async function supersedeExchanges(
  trx: Trx,
  now: Instant,
  actor: Actor,
  scheme: Pick<DutyScheme, 'posts'> & { association: { id: string } },
  rosterId: string,
  { before, after }: Stands,
): Promise<void> {
  const open = await withParts(trx, await exchanges.listOpenExchanges(trx, rosterId, now), after)
  if (open.length === 0) return
  const former = new Map(before.map(duty => [placeOf(duty), duty]))
  const standing = new Map(after.map(duty => [placeOf(duty), duty]))
  const isStill = (leg: ExchangeLeg): boolean => {
    const [was, is] = [former.get(placeOf(leg)), standing.get(placeOf(leg))]
    if (!was || !is) return false
    return was.start === is.start && was.end === is.end && standsAlone(is, is) === leg.from
  }
  for (const { row, exchange } of open.filter(({ exchange }) => !exchange.legs.every(isStill))) {
    await exchanges.changeExchange(trx, row.id, {
      status: 'superseded',
      decided_at: now,
      decided_by: actor.accountId,
    })
    // Who changed the duty did not enter this in anybody's place.
    const by = { accountId: actor.accountId, address: actor.address }
    await recordExchange(trx, now, by, scheme, { id: row.id, legs: exchange.legs }, 'supersede')
  }
}
