/**
 * Telephone numbers of Japan as people type them: full-width digits, brackets, blanks and dashes of every kind,
 * or +81 in the place of the leading 0. They begin with 0 and have ten digits, those of mobile and IP telephones eleven.
 */

const DASHES = /[‐‑‒–—―−ー－]/g
const PUNCTUATION = /[()\s.-]+/g
/** 050, 060 … 090 and 0800 have eleven digits, every other number ten. */
const NATIONAL = /^(0[5-9]0\d{8}|0(?![5-9]0)\d{9})$/

/**
 * The number as it is kept: half-width, its groups joined by single hyphens where they were typed apart
 * (`０３（１２３４）５６７８` → `03-1234-5678`). Null when it is no number of Japan.
 */
export function readPhoneNumber(typed: string): string | null {
  const plain = typed.normalize('NFKC').replace(DASHES, '-').trim()
  const groups = plain.replace(PUNCTUATION, '-').replace(/^-|-$/g, '')
  const national = groups.replace(/^\+81-?(0-?)?/, '0')
  return NATIONAL.test(national.replaceAll('-', '')) && /^[\d-]+$/.test(national) ? national : null
}
