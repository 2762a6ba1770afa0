import type { DutyChange } from '../../server/roster/standing/standing-rota.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aDuty } from './duty.ts'

/** The whole of the duty that `aDuty` makes passes from `p1` to `p2`, on the secretariat's word. */
export function aDutyChange(given: Partial<DutyChange> = {}): DutyChange {
  const { unitId, post, start, end } = aDuty()
  return {
    kind: 'override',
    exchangeId: null,
    unitId,
    post,
    start,
    end,
    from: 'p1',
    to: 'p2',
    reason: '急病のため',
    appliedAt: instantOf('2026-05-01', '09:00'),
    appliedBy: null,
    ...given,
  }
}
