import { describe, expect, it } from 'vitest'
import { type SessionTimes, sessionState } from '../../../server/identity/session-state.ts'
import { DAY, HOUR } from '../../../server/time/interval.ts'

const MINUTE = 60_000
const START = Date.parse('2026-06-01T00:00:00Z')

/** A session of now, on a device that is not remembered. */
const aSession = (given: Partial<SessionTimes> = {}): SessionTimes => ({
  signedInAt: START,
  activeAt: START,
  lastSeenAt: START,
  rememberedUntil: null,
  ...given,
})

describe('a session', () => {
  it.each([
    ['at once', START, 'active'],
    ['just before 30 idle minutes', START + 30 * MINUTE - 1, 'active'],
    ['eq 30 idle minutes', START + 30 * MINUTE, 'ended'],
  ])('%s', (_title, now, expected) => {
    expect(sessionState(aSession(), now)).toBe(expected)
  })

  it.each([
    ['just before 12 hours', START + 12 * HOUR - 1, 'active'],
    ['eq 12 hours', START + 12 * HOUR, 'ended'],
  ])('in use until now, %s', (_title, now, expected) => {
    expect(sessionState(aSession({ activeAt: now, lastSeenAt: now }), now)).toBe(expected)
  })
})

describe('a session on a remembered device', () => {
  const remembered = (given: Partial<SessionTimes> = {}) =>
    aSession({ rememberedUntil: START + 90 * DAY, ...given })

  it.each([
    ['just before 30 idle minutes', START + 30 * MINUTE - 1, 'active'],
    ['eq 30 idle minutes', START + 30 * MINUTE, 'remembered'],
    ['just before 30 idle days', START + 30 * DAY - 1, 'remembered'],
    ['eq 30 idle days', START + 30 * DAY, 'ended'],
  ])('%s', (_title, now, expected) => {
    expect(sessionState(remembered(), now)).toBe(expected)
  })

  it('does not become active again by being used', () => {
    const now = START + 40 * MINUTE
    expect(sessionState(remembered({ lastSeenAt: now - 1 }), now)).toBe('remembered')
  })

  it.each([
    ['just before 90 days', START + 90 * DAY - 1, 'remembered'],
    ['eq 90 days', START + 90 * DAY, 'ended'],
  ])('in use until now, %s', (_title, now, expected) => {
    expect(sessionState(remembered({ lastSeenAt: now - 1 }), now)).toBe(expected)
  })
})
