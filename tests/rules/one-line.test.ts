import { describe, expect, it } from 'vitest'
import { oneLine } from '../../server/one-line.ts'

describe('one line of readable text', () => {
  it.each([
    ['nothing', ''],
    ['a sentence', '急病のため、午後から交代（相談済み）'],
    ['a name outside the first plane', '𠮷田'],
    ['a name with a variation selector', '葛\u{e0100}城'],
    ['a family of one picture', '👨\u200d👩\u200d👧'],
  ])('may be %s', (_title, text) => {
    expect(oneLine.parse(text)).toBe(text)
  })

  it.each([
    ['a line feed', '\n'],
    ['a carriage return', '\r'],
    ['a tab', '\t'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['a delete character', '\u007f'],
    ['a next line', '\u0085'],
    ['an override to the left', '\u202e'],
    ['an isolate', '\u2066'],
    ['a mark to the left', '\u200f'],
    ['the first half of a character', '\ud842'],
    ['the second half of a character', '\udfb7'],
  ])('has no %s in it', (_title, sign) => {
    for (const text of [sign, `${sign}急病`, `急${sign}病`, `急病${sign}`])
      expect(oneLine.safeParse(text).success).toBe(false)
  })
})
