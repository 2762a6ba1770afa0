import type { Instant } from '../time/clock.ts'
import { DAY, HOUR } from '../time/interval.ts'

/** A session without a request for this long is over, or lapses on a remembered device. */
const IDLE = HOUR / 2

/** However busy: after this the factors are asked for again. */
const ABSOLUTE = 12 * HOUR

/** A remembered device that is not used for this long is signed out. */
export const REMEMBERED_IDLE = 30 * DAY

/** How long a browser stays known, and how long it can stay remembered, after a sign-in with two factors. */
export const DEVICE_LASTS = 90 * DAY

export type SessionTimes = {
  /** When the factors were given. */
  signedInAt: Instant
  /** The last request while the session was active; a lapsed session does not move it. */
  activeAt: Instant
  lastSeenAt: Instant
  /** Until when this browser is remembered; null: it is not. */
  rememberedUntil: Instant | null
}

/**
 * What a session allows: `active` everything its factors do, `remembered` all but patient data (the physician's
 * telephone after half an hour in the pocket), `ended` nothing. Each period is half-open: at its end it is over.
 */
export type SessionState = 'active' | 'remembered' | 'ended'

export function sessionState(times: SessionTimes, now: Instant): SessionState {
  if (now < times.activeAt + IDLE && now < times.signedInAt + ABSOLUTE) return 'active'
  const remembered =
    times.rememberedUntil !== null && now < times.rememberedUntil && now < times.lastSeenAt + REMEMBERED_IDLE
  return remembered ? 'remembered' : 'ended'
}
