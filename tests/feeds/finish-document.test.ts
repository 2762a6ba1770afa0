import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finishDocument, fold } from '../../server/feeds/finish-document.ts'

const octets = (text: string) => Buffer.byteLength(text)

describe('folding', () => {
  it.each([
    ['75 octets stay', 'a'.repeat(75), ['a'.repeat(75)]],
    ['76 octets do not', 'a'.repeat(76), ['a'.repeat(75), ' a']],
    ['a continuation has 74 and its space', 'a'.repeat(150), ['a'.repeat(75), ` ${'a'.repeat(74)}`, ' a']],
    ['a kanji of three octets over the edge', `${'a'.repeat(73)}輪`, ['a'.repeat(73), ' 輪']],
    ['a kanji that just fits', `${'a'.repeat(72)}輪b`, [`${'a'.repeat(72)}輪`, ' b']],
    ['a surrogate pair over the edge', `${'a'.repeat(72)}𠮷`, ['a'.repeat(72), ' 𠮷']],
    ['a variation selector over the edge', `${'a'.repeat(72)}葛\u{e0100}`, ['a'.repeat(72), ' 葛\u{e0100}']],
    ['a voiced mark over the edge', `${'a'.repeat(72)}か\u3099`, ['a'.repeat(72), ' か\u3099']],
    ['an escape over the edge', `${'a'.repeat(74)}\\nb`, ['a'.repeat(74), ' \\nb']],
    ['a lone backslash at the end', `${'a'.repeat(75)}\\`, ['a'.repeat(75), ' \\']],
  ])('%s', (_title, line, pieces) => {
    expect(fold(line).split('\r\n')).toEqual(pieces)
  })

  it('gives the line back when unfolded, in pieces of at most 75 octets, whatever it holds', () => {
    const parts = fc.constantFrom(
      'a',
      '輪',
      '𠮷',
      '\u0301',
      '\u{e0100}',
      '\ufe0f',
      '\u200d',
      '\\n',
      '\\',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 300 }), characters => {
        const line = `X:${characters.join('')}`
        const pieces = fold(line).split('\r\n')
        expect(pieces.map((piece, index) => (index === 0 ? piece : piece.slice(1))).join('')).toBe(line)
        expect(Math.max(...pieces.map(octets))).toBeLessThanOrEqual(75)
        for (const piece of pieces.slice(1)) expect(piece[0]).toBe(' ')
      }),
    )
  })
})

describe('a finished document', () => {
  it('has the properties of each component before its components, in the order they came', () => {
    const lines =
      'BEGIN:VCALENDAR A:1 BEGIN:VEVENT B:1 BEGIN:VALARM C:1 END:VALARM B:2 END:VEVENT BEGIN:VEVENT END:VEVENT A:2 END:VCALENDAR'
    expect(finishDocument(lines.split(' '))).toBe(
      'BEGIN:VCALENDAR A:1 A:2 BEGIN:VEVENT B:1 B:2 BEGIN:VALARM C:1 END:VALARM END:VEVENT BEGIN:VEVENT END:VEVENT END:VCALENDAR '.replaceAll(
        ' ',
        '\r\n',
      ),
    )
  })

  it('is refused when BEGIN and END do not pair', () => {
    expect(() => finishDocument(['BEGIN:VCALENDAR'])).toThrow('BEGIN without END')
    expect(() => finishDocument(['END:VCALENDAR', 'END:VCALENDAR'])).toThrow('END without BEGIN')
  })
})
