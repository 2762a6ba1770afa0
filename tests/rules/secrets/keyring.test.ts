import { createCipheriv, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScopeName } from '../../../server/secrets/key-scope.ts'
import { boundTo, keyringOf } from '../../../server/secrets/keyring.ts'
import { masterKeyOf, newDataKey, newSecret } from '../../../server/secrets/master-key.ts'

const master = masterKeyOf(newSecret(randomBytes), randomBytes)
const wrapped = (scope: ScopeName) => master.wrap(newDataKey(scope, randomBytes))
const MINATO = { association: 'minato' }
const KITA = { association: 'kita' }
const rows = (['installation', 'blindIndex', 'association/minato', 'association/kita'] as const).map(wrapped)
const ring = keyringOf(master, rows, randomBytes)
const NAME = boundTo('patient', 'name', '17')

describe('a sealed text', () => {
  it('opens to what was sealed, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, bound) => {
        expect(ring.open(ring.seal(MINATO, plain, bound), bound)).toBe(plain)
      }),
    )
  })

  it('is another each time, and holds nothing of the plain text', () => {
    const sealed = ring.seal(MINATO, '山田 花子', NAME)
    expect(ring.seal(MINATO, '山田 花子', NAME)).not.toBe(sealed)
    expect(sealed).toMatch(/^v1\.[\w-]{12}\.[\w-]+$/)
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString()).not.toContain('山田')
  })

  it.each([
    ['another row', boundTo('patient', 'name', '18')],
    ['another column', boundTo('patient', 'phone', '17')],
    ['another table', boundTo('account', 'name', '17')],
    ['no row', ''],
  ])('does not open for %s', (_title, bound) => {
    const sealed = ring.seal(MINATO, '山田 花子', NAME)
    expect(() => ring.open(sealed, bound)).toThrow('cannot be opened')
  })

  it('does not open when any one of its characters was changed, left out or added', () => {
    const sealed = ring.seal('installation', '山田', NAME)
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === 'A' ? 'B' : 'A'
      for (const put of [other, '', `${sealed[at]}A`, `${sealed[at]}\n`]) {
        const changed = sealed.slice(0, at) + put + sealed.slice(at + 1)
        if (changed !== sealed) expect(() => ring.open(changed, NAME), changed).toThrow('cannot be opened')
      }
    }
  })

  it.each([4, 8, 12, 13, 14, 15])('with a tag of %i bytes, which Node would take, does not open', bytes => {
    const key = newDataKey('installation', randomBytes)
    const own = keyringOf(master, [...rows, master.wrap(key)], randomBytes)
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: bytes })
    cipher.setAAD(Buffer.from(`sealed\n${key.id}\n${NAME}`))
    const text = Buffer.concat([nonce, cipher.update('plain'), cipher.final(), cipher.getAuthTag()])
    expect(() => own.open(`v1.${key.id}.${text.toString('base64url')}`, NAME)).toThrow('cannot be opened')
  })

  it('with a tag of 16 bytes made by hand opens: the row above fails for its tag alone', () => {
    const key = newDataKey('installation', randomBytes)
    const own = keyringOf(master, [...rows, master.wrap(key)], randomBytes)
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key.secret, nonce)
    cipher.setAAD(Buffer.from(`sealed\n${key.id}\n${NAME}`))
    const text = Buffer.concat([nonce, cipher.update('plain'), cipher.final(), cipher.getAuthTag()])
    expect(own.open(`v1.${key.id}.${text.toString('base64url')}`, NAME)).toBe('plain')
  })

  it('does not open under the key of another association', () => {
    const [, minatoKey] = ring.seal(MINATO, 'x', NAME).split('.')
    const [version, , payload] = ring.seal(KITA, 'x', NAME).split('.')
    expect(() => ring.open(`${version}.${minatoKey}.${payload}`, NAME)).toThrow('cannot be opened')
  })

  it('the error names the field, not what is in it', () => {
    const sealed = ring.seal(MINATO, '山田 花子', NAME)
    expect(() => ring.open(`${sealed}A`, NAME)).toThrow(
      /^the sealed text of patient\.name\/17 cannot be opened$/,
    )
  })
})

describe('keys', () => {
  it('an association without one cannot seal', () => {
    expect(() => ring.seal({ association: 'nowhere' }, 'x', NAME)).toThrow(
      'no data key for association/nowhere',
    )
  })

  it('an association called "installation" does not share the key of the installation', () => {
    expect(() => ring.seal({ association: 'installation' }, 'x', NAME)).toThrow('no data key')
  })

  it('made in a transaction are known to its ring alone', () => {
    const within = ring.and([wrapped('association/new')])
    const sealed = within.seal({ association: 'new' }, 'x', NAME)
    expect(within.open(sealed, NAME)).toBe('x')
    expect(ring.holds('association/new')).toBe(false)
    expect(() => ring.open(sealed, NAME)).toThrow('cannot be opened')
  })

  it('that are retired still open, and reseal gives the same text under the new one', () => {
    const old = ring.seal(MINATO, '山田', NAME)
    const minato = rows.find(row => row.scope === 'association/minato')
    const rotated = ring.and([])
    rotated.learn([...(minato ? [{ ...minato, retired: true }] : []), wrapped('association/minato')])
    const anew = rotated.reseal(old, NAME)
    expect(anew.split('.')[1]).not.toBe(old.split('.')[1])
    expect([rotated.open(old, NAME), rotated.open(anew, NAME)]).toEqual(['山田', '山田'])
    expect(rotated.reseal(anew, NAME)).toBe(anew)
  })

  it('wrapped by another master key, or moved to another id or scope, are refused', () => {
    const other = masterKeyOf(newSecret(randomBytes), randomBytes)
    const row = wrapped('association/minato')
    expect(other.unwrap(row)).toBeNull()
    expect(master.unwrap({ ...row, scope: 'association/kita' })).toBeNull()
    expect(master.unwrap({ ...row, id: 'AAAAAAAAAAAA' })).toBeNull()
    expect(master.unwrap(row)).not.toBeNull()
    expect(() => keyringOf(other, [row], randomBytes)).toThrow('does not fit')
  })
})

describe('the blind index', () => {
  it('is the same for the same text and purpose, on every server with the same keys', () => {
    const again = keyringOf(master, rows, randomBytes)
    expect(again.blindIndex('account-email', 'a@example.jp')).toBe(
      ring.blindIndex('account-email', 'a@example.jp'),
    )
  })

  it('differs by text, by purpose and by installation', () => {
    const elsewhere = keyringOf(master, [wrapped('blindIndex')], randomBytes)
    const indexes = [
      ring.blindIndex('account-email', 'a@example.jp'),
      ring.blindIndex('account-email', 'b@example.jp'),
      ring.blindIndex('invitation', 'a@example.jp'),
      elsewhere.blindIndex('account-email', 'a@example.jp'),
    ]
    expect(new Set(indexes).size).toBe(4)
    for (const index of indexes) expect(index).toMatch(/^[\w-]{43}$/)
  })
})
