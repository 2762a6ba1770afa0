import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deriveKey, masterKeyOf, parseMasterKey } from '../../../server/secrets/master-key.ts'
import { decrypt, encrypt } from '../../../server/secrets/sealed-text.ts'

const bytesOf = (hex: string) => Buffer.from(hex, 'hex')

describe('AES-256-GCM', () => {
  // Test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation".
  const key = bytesOf('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308')
  const nonce = bytesOf('cafebabefacedbaddecaf888')
  const plain = bytesOf(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  )
  const sealed =
    'cafebabefacedbaddecaf888522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662'

  it('gives the published ciphertext', () => {
    // The published tag covers binary additional data that no text can hold; the ciphertext does not hang on it.
    const text = encrypt(key, plain, '', () => nonce)
    expect(Buffer.from(text, 'base64url').subarray(0, -16).toString('hex')).toBe(sealed)
    expect(decrypt(key, text, '')).toEqual(plain)
  })

  it.each([
    ['nothing', ''],
    ['less than a nonce and a tag', Buffer.alloc(27).toString('base64url')],
    ['not base64url', '山田'],
  ])('%s is no sealed text', (_title, text) => {
    expect(decrypt(key, text, '')).toBeNull()
  })
})

describe('HKDF-SHA-256', () => {
  it('gives every purpose a key of its own, of 32 bytes', () => {
    const secret = randomBytes(32)
    const derived = ['wrapping', 'masterId', 'blindIndex/a', 'blindIndex/b'].map(purpose =>
      Buffer.from(deriveKey(secret, purpose)).toString('hex'),
    )
    expect(new Set(derived).size).toBe(4)
    for (const text of derived) expect(text).toHaveLength(64)
  })
})

describe('a master key', () => {
  const text = Buffer.alloc(32, 7).toString('base64')

  it.each([
    ['as openssl writes it', `${text}\n`, true],
    ['with spaces around', `  ${text} `, true],
    ['31 bytes', Buffer.alloc(31).toString('base64'), false],
    ['33 bytes', Buffer.alloc(33).toString('base64'), false],
    ['in hexadecimal', Buffer.alloc(32).toString('hex'), false],
    ['with a letter that base64 does not have', text.replace('B', '*'), false],
    ['without its padding', text.replace('=', ''), false],
    ['nothing', '', false],
  ])('%s is read: %#', (_title, written, isKey) => {
    expect(parseMasterKey(written) !== null).toBe(isKey)
  })

  it('has a fingerprint that is the same each time and another for another key', () => {
    const idOf = (fill: number) => masterKeyOf(Buffer.alloc(32, fill), randomBytes).id
    expect(idOf(1)).toBe(idOf(1))
    expect(idOf(1)).not.toBe(idOf(2))
    expect(idOf(1)).toMatch(/^[\da-f]{16}$/)
  })
})
