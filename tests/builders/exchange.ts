import type { Exchange, ExchangeLeg } from '../../server/roster/exchanges/exchange.ts'
import type { StandingDuty } from '../../server/roster/standing/standing-rota.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aDuty } from './duty.ts'

/** The duty that `aDuty` makes, stood by its holder alone. */
export const aStandingDuty = (given: Partial<StandingDuty> = {}): StandingDuty => {
  const duty = aDuty(given)
  return {
    ...duty,
    parts: [{ start: duty.start, end: duty.end, physicianId: duty.physicianId }],
    ...given,
  }
}

/** That duty passes from `p1` to `p2`. */
export const aLeg = (given: Partial<ExchangeLeg> = {}): ExchangeLeg => {
  const { unitId, post } = aDuty()
  return { unitId, post, from: 'p1', to: 'p2', ...given }
}

/** `p1` asked `p2` on 1 May to take that duty over, within a week. */
export const anExchange = (given: Partial<Exchange> = {}): Exchange => ({
  kind: 'swap',
  status: 'proposed',
  proposer: 'p1',
  legs: [aLeg()],
  answers: [],
  expiresAt: instantOf('2026-05-08', '09:00'),
  begins: aDuty().start,
  approvalNeeded: false,
  ...given,
})
