import { isMemberDuring, type Period } from '../../duty/membership.ts'
import type { Instant } from '../../time/clock.ts'
import { placeOf, type StandingDuty, standsAlone } from '../standing/standing-rota.ts'
import type { ExchangeKind, ExchangeLeg } from './exchange.ts'

/** What a physician wants to ask of others, before anything is stored of it. */
export type NewExchange = { kind: ExchangeKind; proposer: string; legs: readonly ExchangeLeg[] }

/** `detail` names the days in question. */
export type LegsFlaw = {
  reason: 'sameUnitTwice' | 'unknownUnit' | 'alreadyBegun' | 'notHeld' | 'ownDuty' | 'unknownMember'
  detail?: string
}

/** Whether it says who gives to whom: the proposer gives a duty, and an offer is of one, to nobody yet. */
export function isAskable({ kind, proposer, legs }: NewExchange): boolean {
  const isOffer = kind === 'offer'
  return (
    legs.some(({ from }) => from === proposer) &&
    legs.every(({ to }) => (to === null) === isOffer) &&
    !(isOffer && legs.length > 1)
  )
}

/**
 * Why duties can not change hands in the rota as it stands; null: they can. Whole units that have not begun do, each
 * once, from whoever stands all of one to a member of the scheme on all of its days. `periods` are those of the members
 * of the year. Source: domain.md §5, 交代.
 */
export function flawOfLegs(
  legs: readonly ExchangeLeg[],
  rota: readonly StandingDuty[],
  periods: ReadonlyMap<string, readonly Period[]>,
  now: Instant,
): LegsFlaw | null {
  const standing = new Map(rota.map(duty => [placeOf(duty), duty]))
  if (legs.some(leg => !standing.has(placeOf(leg)))) return { reason: 'unknownUnit' }
  const where = (isWrong: (leg: ExchangeLeg, duty: StandingDuty) => boolean): string | null => {
    const days = legs.flatMap(leg => {
      const duty = standing.get(placeOf(leg))
      return duty && isWrong(leg, duty) ? [duty.day] : []
    })
    return days.length > 0 ? [...new Set(days)].join(', ') : null
  }
  const isTwice = (leg: ExchangeLeg) => legs.filter(other => placeOf(other) === placeOf(leg)).length > 1
  const isStranger = ({ to }: ExchangeLeg, duty: StandingDuty) =>
    to !== null && !isMemberDuring(periods.get(to) ?? [], duty)
  const checks: readonly [LegsFlaw['reason'], string | null][] = [
    ['sameUnitTwice', where(isTwice)],
    ['ownDuty', where(({ from, to }) => from === to)],
    ['alreadyBegun', where((_, duty) => duty.start <= now)],
    ['notHeld', where(({ from }, duty) => standsAlone(duty, duty) !== from)],
    ['unknownMember', where(isStranger)],
  ]
  for (const [reason, detail] of checks) if (detail !== null) return { reason, detail }
  return null
}

/** When the earliest of the duties begins; the legs are of the rota. */
export const beginningOf = (
  legs: readonly Pick<ExchangeLeg, 'unitId' | 'post'>[],
  rota: readonly StandingDuty[],
): Instant => {
  const places = new Set(legs.map(placeOf))
  return Math.min(...rota.filter(duty => places.has(placeOf(duty))).map(({ start }) => start))
}
