import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import type { Instant } from '../../time/clock.ts'
import type { ExchangeLeg } from './exchange.ts'

/** Tells the audit of one state of an exchange: ids alone, never the note. */
export const recordExchange = (
  trx: Trx,
  now: Instant,
  actor: Actor,
  scheme: Pick<DutyScheme, 'posts'> & { association: { id: string } },
  { id, legs }: { id: string; legs: readonly ExchangeLeg[] },
  event: string,
): Promise<void> =>
  recordAudit(trx, now, {
    action: `exchange.${event}`,
    actor: { accountId: actor.accountId },
    ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }),
    address: actor.address,
    associationId: scheme.association.id,
    resource: `exchange:${id}`,
    detail: {
      legs: legs
        .map(
          ({ unitId, post, from, to }) => `${unitId}:${scheme.posts.indexOf(post) + 1} ${from} - ${to ?? ''}`,
        )
        .join(', '),
    },
  })
