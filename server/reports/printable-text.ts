/** Breaks of lines and every other control character: a space, as they part words. */
const PARTING = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu

/** Marks of direction, joiners and all else that has no shape; what no standard has assigned; private use. */
const SHAPELESS = /[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu

/** か followed by a voicing mark is が. Kanji stay as they are: composing would turn 神 into 神. */
const DECOMPOSED = /[^\p{Script=Han}]\p{Mn}+/gu

/** Heaps of marks on one character run over the lines above. */
const HEAP = /(\p{M}{4})\p{M}+/gu

const LONGEST = 80

/**
 * Text that people typed as it may stand on paper: one line of at most 80 characters, cut with …, without marks that
 * turn round what is written beside them. Variation selectors stay: 葛󠄀 and 葛 are two names.
 */
export function printable(text: string): string {
  const line = text
    .toWellFormed()
    .slice(0, 20 * LONGEST)
    .toWellFormed()
    .replace(PARTING, ' ')
    .replace(SHAPELESS, '')
    .replace(HEAP, '$1')
    .replace(DECOMPOSED, given => given.normalize('NFC'))
    .trim()
  const characters = charactersOf(line)
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : line
}

/** The characters of a text, each with its variation selector and other marks. */
export const charactersOf = (text: string): string[] => text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []
