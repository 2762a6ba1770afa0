import type { Instant } from '../time/clock.ts'

const MINUTE = 60_000

/** So many tries at once, and each is given back after `every` ms: at most `atOnce + W / every` within W ms. */
export type Allowance = { atOnce: number; every: number }

/** Five wrong passwords, then one every three minutes: at most ten in any quarter of an hour. */
export const PERSON: Allowance = { atOnce: 5, every: 3 * MINUTE }

/** A clinic's many people come from one address, so it is allowed more; known devices do not count here. */
export const ADDRESS: Allowance = { atOnce: 30, every: MINUTE / 2 }

/**
 * The one number that is kept of all tries under a key: when the last of them will have been given back.
 * Returns it after one more try at `now`, or null when the try is refused. `freeAt` null: no tries yet. One
 * further ahead than tries can bring it is from before the clock was set back, and counts as none.
 */
export function afterTry(freeAt: Instant | null, now: Instant, { atOnce, every }: Allowance): Instant | null {
  const isOurs = freeAt !== null && freeAt > now && freeAt <= now + atOnce * every
  const pending = isOurs ? freeAt : now
  return pending - now <= (atOnce - 1) * every ? pending + every : null
}

/** The same after a try that was right, which takes nothing; null: none are pending. */
export function afterGivingBack(freeAt: Instant | null, now: Instant, { every }: Allowance): Instant | null {
  const before = (freeAt ?? now) - every
  return before > now ? before : null
}
