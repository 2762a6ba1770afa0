import { randomInt } from 'node:crypto'
import { hashOfToken } from '../secrets/token.ts'

const HOW_MANY = 10

/** Crockford's base32: no letter that is mistaken for another or for a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16
const GROUPS = /.{4}(?=.)/g

/** Ten new codes of 80 random bits each, as `XXXX-XXXX-XXXX-XXXX`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: HOW_MANY }, () =>
    Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)])
      .join('')
      .replace(GROUPS, '$&-'),
  )

/** What is stored of a code; the account is part of it. Blanks, hyphens and letter case do not matter. */
export function hashOfRecoveryCode(accountId: string, code: string): string {
  const typed = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  return hashOfToken(`${accountId} ${typed.replace(/O/g, '0').replace(/[IL]/g, '1')}`)
}
