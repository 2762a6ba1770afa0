import { describe, expect, it } from 'vitest'
import { httpDate, parseHttpDate } from '../../../server/feeds/http-date.ts'

describe('dates of HTTP', () => {
  // The three forms of the one instant that RFC 9110 §5.6.7 shows.
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    '%s is understood, whatever zone the program runs in',
    text => expect(parseHttpDate(text)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37)),
  )

  it.each([
    '',
    'yesterday',
    '2026-06-01',
    '2026-06-01T00:00:00Z',
    'Mon, 01 Jun 2026 00:00:00 +0900',
    'Mon, 99 Jun 2026 00:00:00 GMT',
    '1780272000',
  ])('%j is none', text => expect(parseHttpDate(text)).toBeNull())

  it('two digits of a year are of the last century from 70 on', () => {
    expect(parseHttpDate('Monday, 01-Jun-26 00:00:00 GMT')).toBe(Date.UTC(2026, 5, 1))
    expect(parseHttpDate('Thursday, 31-Dec-69 00:00:00 GMT')).toBe(Date.UTC(2069, 11, 31))
    expect(parseHttpDate('Thursday, 01-Jan-70 00:00:00 GMT')).toBe(0)
  })

  it('what is written is read back', () => {
    const instant = Date.UTC(2026, 5, 1, 0, 0, 59)
    expect(parseHttpDate(httpDate(instant))).toBe(instant)
  })
})
