import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newTotpSecret, totpCode, totpCounter, totpUri } from '../../../server/identity/totp.ts'

/** RFC 6238, appendix B: the ASCII text 12345678901234567890 as base32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

/** The oracle: RFC 4226 by hand, six digits. */
function hotp(key: string, counter: number): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(counter))
  const mac = createHmac('sha1', key).update(message).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

describe('codes of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at %i s are those of RFC 6238', (seconds, code) => {
    expect(totpCode(RFC_SECRET, seconds * 1000)).toBe(code)
  })

  it('are those of RFC 4226 at any time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), now => {
        expect(totpCode(RFC_SECRET, now)).toBe(hotp('12345678901234567890', Math.floor(now / 30_000)))
      }),
    )
  })

  const NOW = 1_234_567_890_000
  const STEP = Math.floor(NOW / 30_000)

  it.each([
    ['two steps early', -2, null],
    ['one step early', -1, STEP - 1],
    ['now', 0, STEP],
    ['one step late', 1, STEP + 1],
    ['two steps late', 2, null],
  ])('%s: %#', (_title, steps, expected) => {
    expect(totpCounter(RFC_SECRET, totpCode(RFC_SECRET, NOW + steps * 30_000), NOW)).toBe(expected)
  })

  it.each(['005 924', ' 005924 ', '００５９２４'])('may be typed as %j', typed => {
    expect(totpCounter(RFC_SECRET, typed, NOW)).toBe(STEP)
  })

  it.each(['', '5924', '0059240', 'abcdef', '-05924'])('%j is none', typed => {
    expect(totpCounter(RFC_SECRET, typed, NOW)).toBeNull()
  })
})

describe('a new secret', () => {
  it('has 160 bits, and its address names Rinban and the person', () => {
    const secret = newTotpSecret()
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    const uri = new URL(totpUri(secret, 'hanako@rinban.test'))
    expect(uri.protocol + uri.host).toBe('otpauth:totp')
    expect(decodeURIComponent(uri.pathname)).toContain('hanako@rinban.test')
    expect(uri.searchParams.get('secret')).toBe(secret)
    expect(uri.searchParams.get('issuer')).toContain('Rinban')
  })
})
