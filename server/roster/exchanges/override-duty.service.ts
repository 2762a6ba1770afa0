import type { Actor } from '../../audit/actor.ts'
import type { Context } from '../../context.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { type Interval, overlaps } from '../../time/interval.ts'
import { placeOf, type StandingDuty } from '../standing/standing-rota.ts'
import { applyChanges } from './apply-changes.service.ts'
import type { ExchangeRefusal } from './exchange-refusal.ts'
import type { Override } from './exchange-view.ts'
import { inOpenYear, type YearPath } from './open-year.service.ts'
import { hoursOfOverride } from './override-hours.ts'

/**
 * Gives a duty, or hours of one, to another physician on the secretariat's word; of a duty that has begun, what is
 * left of it. The whole and the rest pass on from everybody who stands some of it, each part from its own holder; hours
 * with an end are those of one. Nobody owes anybody for it.
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
    const asked = hoursOfOverride(
      duty,
      hours && { start: instantIn(hours.start), end: instantIn(hours.end) },
      year.now,
    )
    if (asked === null) return { ...refuse('hoursOutside', duty.day), fields: ['hours.start', 'hours.end'] }
    const parts = partsIn(duty, asked)
    const passing = parts.filter(({ physicianId }) => physicianId !== to)
    if (passing.length === 0) return refuse('standsAlready', duty.day)
    const isRest = hours === null || hours.end === null
    const isFrom = ({ physicianId }: { physicianId: string }) => physicianId === from
    if (!(isRest ? parts.some(isFrom) : parts.every(isFrom))) return refuse('changedMeanwhile', duty.day)
    const changed = await applyChanges(
      year,
      actor,
      passing.map(({ start, end, physicianId }) => ({
        kind: 'override',
        exchangeId: null,
        unitId: unit,
        post,
        start,
        end,
        from: physicianId,
        to,
        reason,
        appliedAt: year.now,
        appliedBy: actor.accountId,
      })),
    )
    return changed.ok ? accept(null) : changed
  })

/** Who stands which of these hours. */
const partsIn = ({ parts }: StandingDuty, hours: Interval) =>
  parts
    .filter(part => overlaps(part, hours))
    .map(part => ({
      ...part,
      start: Math.max(part.start, hours.start),
      end: Math.min(part.end, hours.end),
    }))

const instantIn = (written: string | null): Instant | null => (written === null ? null : Date.parse(written))
