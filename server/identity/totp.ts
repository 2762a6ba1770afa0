import { Secret, TOTP } from 'otpauth'
import type { Instant } from '../time/clock.ts'

/** RFC 6238 with what every authenticator app understands: SHA-1, six digits, 30 seconds. */
const KIND = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const ISSUER = 'Rinban 輪番'

/** 160 random bits as base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** The address an authenticator app reads from the QR picture. */
export const totpUri = (secret: string, email: string): string =>
  new TOTP({ ...KIND, issuer: ISSUER, label: email, secret }).toString()

/** The code of the time step at `now`. */
export const totpCode = (secret: string, now: Instant): string =>
  TOTP.generate({ ...KIND, secret: Secret.fromBase32(secret), timestamp: now })

/**
 * The time step that `code` belongs to, or null. The step before and the one after count too: a telephone's
 * clock may be off by one. Blanks in the code are ignored.
 */
export function totpCounter(secret: string, code: string, now: Instant): number | null {
  const token = code.normalize('NFKC').replace(/\s/g, '')
  const delta = TOTP.validate({
    ...KIND,
    token,
    secret: Secret.fromBase32(secret),
    timestamp: now,
    window: 1,
  })
  return delta === null ? null : TOTP.counter({ period: KIND.period, timestamp: now }) + delta
}
