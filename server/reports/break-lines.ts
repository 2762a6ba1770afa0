import { charactersOf } from './printable-text.ts'

/** The width of a text in points, at a size in points. */
export type Measure = (text: string, size: number, strong: boolean) => number

/** What no line begins with (行頭禁則), and what no line ends with (行末禁則). */
const NOT_FIRST = /^[、。，．・：；？！）」』】〕～ー…々%]/u
const NOT_LAST = /[（「『【〔]$/u

/** A word of Latin letters, or a number with its signs: 0000-11-0001, 12:00. */
const WORD = /^[\x21-\x7e]+$/

/** 5月17日 stays together. */
const isInDate = (before: string, character: string): boolean =>
  (/\d$/.test(before) && /^[年月日]/.test(character)) || (/[年月]$/.test(before) && /^\d/.test(character))

/** The pieces of a text that no line breaks. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (const character of charactersOf(text)) {
    const last = pieces.at(-1)
    const belongs =
      last !== undefined &&
      (NOT_FIRST.test(character) ||
        NOT_LAST.test(last) ||
        isInDate(last, character) ||
        (WORD.test(character) && WORD.test(last)))
    if (belongs) pieces[pieces.length - 1] = last + character
    else pieces.push(character)
  }
  return pieces
}

type Line = { width: number; size: number; strong: boolean }

/**
 * The text in lines no wider than `width`, at most `most` of them; what is beyond is cut, and … says so. A piece wider
 * than a line is broken anywhere.
 */
export function breakLines(text: string, line: Line, most: number, measure: Measure): string[] {
  const { width, size, strong } = line
  const fits = (words: string) => measure(words, size, strong) <= width
  if (fits(text)) return [text]
  const lines: string[] = []
  let current = ''
  for (const piece of piecesOf(text).flatMap(one => (fits(one) ? [one] : charactersOf(one)))) {
    if (current !== '' && !fits(current + piece)) {
      lines.push(current.trimEnd())
      if (lines.length === most) return [...lines.slice(0, -1), cut(lines.at(-1) ?? '', fits)]
      current = piece.trimStart()
    } else current += piece
  }
  return [...lines, current]
}

/** The beginning of a text with … behind it, where something had to go. */
function cut(text: string, fits: (words: string) => boolean): string {
  const characters = charactersOf(text)
  while (characters.length > 0 && !fits(`${characters.join('')}…`)) characters.pop()
  return `${characters.join('')}…`
}
