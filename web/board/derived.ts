import type { Board } from '../../server/coverage/board/board-view.ts'
import type { Instant } from '../../server/time/clock.ts'

export type SchemeOnBoard = Board['schemes'][number]
export type LineOnBoard = SchemeOnBoard['lines'][number]
export type StationOnBoard = Board['stations'][number]

const MINUTE = 60_000

/** Events that beat every 15 seconds, or a poll a minute: past this neither came. */
const SILENT_MS = 90_000
/** From then on nothing on the screen may be taken for current. */
const OLD_MS = 10 * MINUTE

/**
 * How far what is on the screen can be relied on: `live`; `lost`: not confirmed for a while, or not when it was last asked for; `changed`: past an hour at
 * which it said itself that somebody else comes; `old`: not confirmed for so long that anything may have changed.
 */
export type Currency = 'live' | 'lost' | 'changed' | 'old'

export function currencyOf(
  { confirmedAt, validUntil, failed }: { confirmedAt: Instant; validUntil: Instant; failed: boolean },
  now: Instant,
): Currency {
  const age = now - confirmedAt
  if (age >= OLD_MS) return 'old'
  // A moment for what changed by itself to be asked for.
  if (now >= validUntil + MINUTE) return 'changed'
  return failed || age >= SILENT_MS ? 'lost' : 'live'
}

export const minutesSince = (instant: Instant, now: Instant): number =>
  Math.max(0, Math.floor((now - instant) / MINUTE))

export const isRefused = (reason: string): boolean =>
  ['signInRequired', 'secondFactorRequired', 'notFound', 'notAllowed'].includes(reason)

/** The instant that is typed as `2026-06-07T03:05` in a field for day and hour, in Tokyo; null: none. */
export const typedInstant = (typed: string): string | null =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed) ? `${typed}:00+09:00` : null

/** The secret of a link as it was pasted, whole or alone; null: it is none. */
export const tokenIn = (pasted: string): string | null =>
  /(?:^|#)([\w-]{43})$/.exec(pasted.trim())?.[1] ?? null

export const phoneHref = (number: string): string => `tel:${number.replace(/[^\d+]/g, '')}`
