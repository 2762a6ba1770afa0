import { type Refusal, refuse } from '../../http/refusal.ts'
import { placeOf } from '../standing/standing-rota.ts'
import * as exchanges from './exchange.repository.ts'
import { type Exchange, givenIn } from './exchange.ts'
import type { OpenYear } from './open-year.service.ts'
import { withParts } from './stored-exchange.service.ts'

/**
 * Refuses an exchange in which somebody gives a duty that they already give in another open one, a draft included: two
 * who said yes could not both be right. Others may ask for a duty as often as they like. `detail` names the days.
 */
export async function whyGivenAlready(
  { trx, now, rosterId, standing: { rota } }: OpenYear,
  id: string,
  exchange: Pick<Exchange, 'legs' | 'proposer' | 'answers'>,
): Promise<Refusal<'alreadyOffered'> | null> {
  const open = await withParts(trx, await exchanges.listOpenExchanges(trx, rosterId, now), rota)
  const given = new Set(
    open.filter(({ row }) => row.id !== id).flatMap(other => givenIn(other.exchange).map(placeOf)),
  )
  const twice = new Set(
    givenIn(exchange)
      .map(placeOf)
      .filter(place => given.has(place)),
  )
  const days = rota.filter(duty => twice.has(placeOf(duty))).map(({ day }) => day)
  return days.length > 0 ? refuse('alreadyOffered', [...new Set(days)].join(', ')) : null
}
