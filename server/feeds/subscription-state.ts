import type { Instant } from '../time/clock.ts'
import { DAY } from '../time/interval.ts'

/** Programs read once a day at the least: after a week without, the calendar shows an old rota. */
const SILENT_AFTER = 7 * DAY

/**
 * `reading`: a program reads it; `waiting`: made within the week, and not read yet; `silent`: not read for a week, so
 * somebody should ask; `ended`: with the membership it was made for.
 */
export type SubscriptionState = 'reading' | 'waiting' | 'silent' | 'ended'

export function subscriptionState(
  { answers, createdAt, lastReadAt }: { answers: boolean; createdAt: Instant; lastReadAt: Instant | null },
  now: Instant,
): SubscriptionState {
  if (!answers) return 'ended'
  if (now - (lastReadAt ?? createdAt) >= SILENT_AFTER) return 'silent'
  return lastReadAt === null ? 'waiting' : 'reading'
}
