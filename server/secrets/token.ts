import { hash, randomBytes } from 'node:crypto'

const BYTES = 32

/** A new secret of a session, a device, a link or a calendar: 256 random bits as 43 letters that are safe in a path. */
export const newToken = (): string => randomBytes(BYTES).toString('base64url')

/** What is stored of a token. A random secret of this length needs no salt and no slow hash. */
export const hashOfToken = (token: string): string => hash('sha256', token)

/** True for text that could be a token, so that anything else never reaches the database. */
export const looksLikeToken = (text: string): boolean => /^[\w-]{43}$/.test(text)
