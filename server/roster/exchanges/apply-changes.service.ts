import type { Actor } from '../../audit/actor.ts'
import { judgeChanges } from '../gate/judge-changes.service.ts'
import { changeDuties } from '../standing/change-duties.service.ts'
import { afterChange, type DutyChange, placeOf } from '../standing/standing-rota.ts'
import type { Exchange } from './exchange.ts'
import type { OpenYear } from './open-year.service.ts'
import { supersedeExchanges } from './supersede-exchanges.service.ts'

/** Refuses what would newly break a hard rule or the nurse link. */
const judgeOf = ({ trx, now, scheme, fiscalYear }: OpenYear) => judgeChanges(trx, now, scheme, fiscalYear)

/** Changes duties of the published rota, all or none, and ends the open exchanges that this overtakes. */
export async function applyChanges(year: OpenYear, actor: Actor, changes: readonly DutyChange[]) {
  const { trx, now, scheme, fiscalYear, rosterId } = year
  const changed = await changeDuties(trx, now, actor, scheme, fiscalYear, changes, judgeOf(year))
  if (changed.ok) await supersedeExchanges(trx, now, actor, scheme, rosterId, changed.value)
  return changed
}

/** Why the changes would be refused for what they break; null: they would not. Changes nothing. */
export function judgeBeforehand(year: OpenYear, changes: readonly DutyChange[]) {
  const before = year.standing.rota
  const ofPlace = Map.groupBy(changes, placeOf)
  const after = before.map(duty => (ofPlace.get(placeOf(duty)) ?? []).reduce(afterChange, duty))
  return judgeOf(year)({ before, after, changes })
}

/** The changes that an exchange comes to; legs nobody has taken are none. */
export function changesOf(
  { standing, now }: OpenYear,
  { kind, legs }: Pick<Exchange, 'kind' | 'legs'>,
  { exchangeId, note, accountId }: { exchangeId: string; note: string; accountId: string | null },
): DutyChange[] {
  const known = new Map(standing.rota.map(duty => [placeOf(duty), duty]))
  return legs.flatMap(leg => {
    const duty = known.get(placeOf(leg))
    if (!duty || leg.to === null) return []
    return [
      {
        kind,
        exchangeId,
        unitId: leg.unitId,
        post: leg.post,
        start: duty.start,
        end: duty.end,
        from: leg.from,
        to: leg.to,
        reason: note,
        appliedAt: now,
        appliedBy: accountId,
      },
    ]
  })
}
