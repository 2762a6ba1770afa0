import { hkdfSync } from 'node:crypto'
import type { ScopeName } from './key-scope.ts'
import { decrypt, encrypt, type RandomBytes } from './sealed-text.ts'

const KEY_BYTES = 32

/** The one secret outside the database: it wraps the data keys and seals nothing itself. */
export type MasterKey = {
  /** A fingerprint that tells which master key wrapped a data key, and nothing about the key. */
  readonly id: string
  wrap(key: DataKey): WrappedKey
  /** Null when the row was wrapped by another master key, changed, or moved to another id or scope. */
  unwrap(row: WrappedKey): DataKey | null
}

/** A key in the clear: only ever in memory. */
export type DataKey = { id: string; scope: ScopeName; retired: boolean; secret: Uint8Array }

/** A key as the database holds it. */
export type WrappedKey = { id: string; scope: ScopeName; retired: boolean; masterId: string; wrapped: string }

/** HKDF-SHA-256: a key of its own for each purpose, so that no key serves two. */
export const deriveKey = (secret: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `rinban/v1/${purpose}`, KEY_BYTES))

/** The 32 bytes of a key written as base64, spaces around it ignored; null for anything else. */
export function parseMasterKey(text: string): Uint8Array | null {
  const bytes = Buffer.from(text.trim(), 'base64')
  return bytes.length === KEY_BYTES && bytes.toString('base64') === text.trim() ? bytes : null
}

export const newSecret = (random: RandomBytes): Uint8Array => random(KEY_BYTES)

export function masterKeyOf(secret: Uint8Array, random: RandomBytes): MasterKey {
  const id = Buffer.from(deriveKey(secret, 'masterId')).toString('hex').slice(0, 16)
  const wrapping = deriveKey(secret, 'wrapping')
  const bound = (key: { id: string; scope: ScopeName }) => `dataKey\n${key.id}\n${key.scope}`
  return {
    id,
    wrap: ({ secret: plain, ...key }) => ({
      ...key,
      masterId: id,
      wrapped: encrypt(wrapping, plain, bound(key), random),
    }),
    unwrap(row) {
      const plain = decrypt(wrapping, row.wrapped, bound(row))
      return plain && { id: row.id, scope: row.scope, retired: row.retired, secret: plain }
    },
  }
}

/** A new random data key; its id is random too, and safe between the dots of a sealed text. */
export const newDataKey = (scope: ScopeName, random: RandomBytes): DataKey => ({
  id: Buffer.from(random(9)).toString('base64url'),
  scope,
  retired: false,
  secret: newSecret(random),
})
