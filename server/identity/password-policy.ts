import common from './common-passwords.json' with { type: 'json' }

const SHORTEST = 13

/** In bytes of UTF-8: nobody may keep the server busy with hashing. */
const LONGEST_BYTES = 1_024

/** So many characters have to be left when runs, repeats and words about the person are taken away. */
const OWN_CHARACTERS = 8

export type PasswordProblem =
  | 'passwordTooShort'
  | 'passwordTooLong'
  | 'passwordCommon'
  | 'passwordRepetitive'
  | 'passwordPersonal'

export const isTooLong = (password: string): boolean => Buffer.byteLength(password) > LONGEST_BYTES

/**
 * What keeps `password` from being used, or null. `about` are texts that belong to the person: e-mail address,
 * name, association. Any characters are welcome, and the password is taken exactly as it was typed
 * (OWASP ASVS 5.0, 6.2); length counts characters, not bytes.
 */
export function passwordProblem(password: string, about: readonly string[]): PasswordProblem | null {
  if (isTooLong(password)) return 'passwordTooLong'
  if ([...password].length < SHORTEST) return 'passwordTooShort'
  const text = password.normalize('NFKC').toLowerCase()
  if (isCommon(text)) return 'passwordCommon'
  if (ownCharacters(text) < OWN_CHARACTERS) return 'passwordRepetitive'
  const withoutPerson = personalWords(about).reduce((rest, word) => rest.replaceAll(word, ''), text)
  return ownCharacters(withoutPerson) < OWN_CHARACTERS ? 'passwordPersonal' : null
}

const longOnes = new Set(common.long)
const shortOnes = new Set(common.short)

const LEET: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
}
/** Digits and signs at the ends stand for nothing. */
const ENDS = /^[^a-z]+|[^a-z]+$/g

const readLeet = (text: string): string =>
  text.replace(ENDS, '').replace(/[@431!0$5]/g, sign => LEET[sign] ?? sign)

/** One of the list, or one or two of its shorter ones with digits and signs before, between and after. */
const isCommon = (text: string): boolean =>
  [text, readLeet(text)].some(
    reading => longOnes.has(reading) || fewestCommon(reading.match(/[a-z]+/g) ?? []) <= 2,
  )

/** How many passwords of the list the words are made of; Infinity when they are not, or when there are none. */
const fewestCommon = (words: readonly string[]): number =>
  words.length === 0
    ? Number.POSITIVE_INFINITY
    : words.reduce((count, word) => count + (longOnes.has(word) ? 1 : fewestPieces(word)), 0)

function fewestPieces(word: string): number {
  if (shortOnes.has(word)) return 1
  const halves = Array.from(word, (_, at) => [word.slice(0, at), word.slice(at)] as const)
  return halves.some(halve => halve.every(half => shortOnes.has(half))) ? 2 : Number.POSITIVE_INFINITY
}

const KEYBOARD_ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** How one character leads to the next: the same, the next or the one before, in the alphabet or on a keyboard. */
function stepBetween(from: string, to: string): string | null {
  for (const row of KEYBOARD_ROWS) {
    const [start, end] = [row.indexOf(from), row.indexOf(to)]
    if (start >= 0 && end >= 0 && Math.abs(end - start) === 1) return `key ${end - start}`
  }
  const distance = (to.codePointAt(0) ?? 0) - (from.codePointAt(0) ?? 0)
  return Math.abs(distance) <= 1 ? `letter ${distance}` : null
}

/** Characters that do not follow from those before them: a repeated block counts once, a run counts two. */
function ownCharacters(text: string): number {
  const characters = repeatedBlock([...text])
  const steps = characters.map((character, at) => stepBetween(characters[at - 1] ?? '', character))
  return steps.filter((step, at) => step === null || step !== steps[at - 1]).length
}

/** The block that `characters` repeat at least twice (the last time perhaps cut short), or all of them. */
function repeatedBlock(characters: string[]): string[] {
  for (let length = 1; length <= characters.length / 2; length++) {
    if (characters.every((character, at) => at < length || character === characters[at - length]))
      return characters.slice(0, length)
  }
  return characters
}

/** Words of at least four letters, two where a letter says as much as a word, the longest first. */
const personalWords = (about: readonly string[]): string[] =>
  about
    .map(text => text.normalize('NFKC').toLowerCase())
    .flatMap(text => [text, ...text.split(/[^\p{Letter}\p{Number}]+/u)])
    .filter(word => word.length >= (/^[\x20-\x7e]*$/.test(word) ? 4 : 2))
    .sort((a, b) => b.length - a.length)
