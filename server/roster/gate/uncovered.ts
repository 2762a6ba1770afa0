import { type Finding, finding } from './gate.ts'
import type { GateFacts } from './gate-facts.ts'

/** Every hour that the scheme promises is in some unit: its gaps and lead-ins (domain.md §2A, open point 1). */
export const uncovered = ({ uncovered: hours, now }: GateFacts): Finding[] =>
  hours
    .filter(({ start }) => start > now)
    .map(({ start, end, block = null }) => finding('noUnit', null, { hours: [{ start, end }], block }))
