import { networkOf } from '../identity/network.ts'
import { type Allowance, afterGivingBack, afterTry } from '../identity/throttle.ts'
import type { Instant } from '../time/clock.ts'

/** A hospital behind one address has a few links that were revoked; somebody who guesses has a million. */
const ADDRESS: Allowance = { atOnce: 60, every: 1_000 }

/** Of all addresses together, so that a thousand of them do no more harm than one. */
const EVERYBODY: Allowance = { atOnce: 600, every: 20 }

const FORGET_BEYOND = 10_000

/** Counts tokens that were looked up in vain, in this process's memory. */
export class UnknownTokens {
  readonly #freeAt = new Map<string, Instant>()
  #everybody: Instant | null = null

  /** Charges one look-up; false when none is left for now, to this address or to all of them. */
  mayLookUp(address: string | null, now: Instant): boolean {
    const key = networkOf(address ?? '')
    const freeAt = afterTry(this.#freeAt.get(key) ?? null, now, ADDRESS)
    const everybody = afterTry(this.#everybody, now, EVERYBODY)
    if (freeAt === null || everybody === null) return false
    this.#everybody = everybody
    this.#freeAt.set(key, freeAt)
    if (this.#freeAt.size > FORGET_BEYOND) this.#forget(now)
    return true
  }

  /** The token was known after all, which takes nothing. */
  giveBack(address: string | null, now: Instant): void {
    const key = networkOf(address ?? '')
    const freeAt = afterGivingBack(this.#freeAt.get(key) ?? null, now, ADDRESS)
    this.#everybody = afterGivingBack(this.#everybody, now, EVERYBODY)
    if (freeAt === null) this.#freeAt.delete(key)
    else this.#freeAt.set(key, freeAt)
  }

  #forget(now: Instant): void {
    for (const [key, freeAt] of this.#freeAt) if (freeAt <= now) this.#freeAt.delete(key)
  }
}
