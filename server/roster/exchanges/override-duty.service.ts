import type { Actor } from '../../audit/actor.ts'
import type { Context } from '../../context.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { placeOf } from '../standing/standing-rota.ts'
import { applyChanges } from './apply-changes.service.ts'
import type { ExchangeRefusal } from './exchange-refusal.ts'
import type { Override } from './exchange-view.ts'
import { inOpenYear, type YearPath } from './open-year.service.ts'
import { hoursOfOverride } from './override-hours.ts'

/**
 * Gives a duty, or hours of one, to another physician on the secretariat's word; of a duty that has begun, what is
 * left of it. Nobody owes anybody for it.
 */
export const overrideDuty = (
  context: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  path: YearPath,
  { unit, post, from, to, hours, reason }: Override,
): Promise<Outcome<null, ExchangeRefusal>> =>
  inOpenYear<null, ExchangeRefusal>(context, path, async year => {
    const duty = year.standing.rota.find(one => placeOf(one) === placeOf({ unitId: unit, post }))
    if (!duty) return refuseFields('unknownUnit', ['unit'])
    if (from === to) return refuse('ownDuty', duty.day)
    const asked = hoursOfOverride(
      duty,
      hours && { start: instantIn(hours.start), end: instantIn(hours.end) },
      year.now,
    )
    if (asked === null) return { ...refuse('hoursOutside', duty.day), fields: ['hours.start', 'hours.end'] }
    const changed = await applyChanges(year, actor, [
      {
        kind: 'override',
        exchangeId: null,
        unitId: unit,
        post,
        ...asked,
        from,
        to,
        reason,
        appliedAt: year.now,
        appliedBy: actor.accountId,
      },
    ])
    return changed.ok ? accept(null) : changed
  })

const instantIn = (written: string | null): Instant | null => (written === null ? null : Date.parse(written))
