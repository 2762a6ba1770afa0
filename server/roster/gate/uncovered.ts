import { type Finding, finding } from './gate.ts'
import type { GateFacts } from './gate-facts.ts'

/**
 * Every hour that the scheme promises is in some unit: its gaps and lead-ins (domain.md §2A, open point 1). They follow
 * from the scheme's rules, which no clerk changes; what can be reconsidered is how strict the check is.
 */
export const uncovered = ({ uncovered: hours, now }: GateFacts): Finding[] =>
  hours
    .filter(({ start }) => start > now)
    .map(({ start, end, block = null }) =>
      finding('noUnit', { page: 'gateSettings' }, { hours: [{ start, end }], block }),
    )
