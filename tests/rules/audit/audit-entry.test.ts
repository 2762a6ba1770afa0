import { describe, expect, it } from 'vitest'
import { EMPTY_CHAIN } from '../../../server/audit/audit-chain.ts'
import { type AuditEntry, placeEntry } from '../../../server/audit/audit-entry.ts'

const entry = (given: Partial<AuditEntry>): AuditEntry => ({
  action: 'roster.publish',
  actor: { accountId: '3f0c' },
  associationId: 'minato',
  resource: 'roster:minato-locum/2026',
  address: '2001:db8::7',
  ...given,
})

const place = (given: Partial<AuditEntry>) => placeEntry(entry(given), 5, EMPTY_CHAIN)

describe('an audit entry', () => {
  it('takes the next place behind the head', () => {
    expect(placeEntry(entry({}), 5, { seq: 7, hash: 'ab' })).toMatchObject({
      seq: 8,
      at: 5,
      previousHash: 'ab',
    })
  })

  it('writes its detail with sorted names, whatever order it came in', () => {
    expect(place({ detail: { b: 1, a: 'x', c: false } }).detail).toBe('{"a":"x","b":1,"c":false}')
    expect(place({}).detail).toBe('{}')
  })

  it.each([
    ['an IPv4 address', { address: '192.0.2.7' }],
    ['an IPv6 address with IPv4', { address: '::ffff:192.0.2.7' }],
    ['nobody', { actor: { accountId: null }, associationId: null, address: null }],
    ['a unit id', { resource: 'dutyUnit:minato-locum/2026-04-29/holiday' }],
    ['an instant', { detail: { until: '2026-04-29T12:00+09:00' } }],
  ])('takes %s', (_title, given) => {
    expect(() => place(given)).not.toThrow()
  })

  it.each([
    ['a Japanese name as detail', { detail: { name: '山田 花子' } }],
    ['an e-mail address as detail', { detail: { to: 'hanako@example.jp' } }],
    ['a name as resource', { resource: 'patient:山田' }],
    ['a resource without a kind', { resource: 'minato' }],
    ['a name as actor', { actor: { accountId: '山田' } }],
    ['an e-mail address as the person acted for', { onBehalfOf: 'hanako@example.jp' }],
    ['a street as address', { address: '浜町1-2-3' }],
    ['an action in Japanese', { action: '公開' }],
    ['a line break', { detail: { note: 'a\nb' } }],
  ])('refuses %s', (_title, given) => {
    expect(() => place(given)).toThrow('must be an id')
  })
})
