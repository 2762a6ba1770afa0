import { createCipheriv, createDecipheriv } from 'node:crypto'

/** A source of random bytes; only composition and tests make one. */
export type RandomBytes = (size: number) => Uint8Array

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM as base64url of nonce, ciphertext and 16-byte tag; `bound` is authenticated with it. */
export function encrypt(key: Uint8Array, plain: Uint8Array, bound: string, random: RandomBytes): string {
  const nonce = random(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(bound),
  )
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  )
}

/** The plain bytes; null when key, text or `bound` is not what it was encrypted with. */
export function decrypt(key: Uint8Array, text: string, bound: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  // Node skips what is not base64url; one value shall have one text.
  if (bytes.toString('base64url') !== text || bytes.length < NONCE_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}
