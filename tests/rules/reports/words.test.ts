import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateInWords, fiscalYearInWords, monthInWords } from '../../../server/reports/dates-in-words.ts'
import { charactersOf, printable } from '../../../server/reports/printable-text.ts'

describe('years by 元号', () => {
  it.each([
    ['2019-04-30', '平成31年4月30日', 'the last day of 平成'],
    ['2019-05-01', '令和元年5月1日', 'the first day of 令和'],
    ['2019-12-31', '令和元年12月31日', 'the end of its first year'],
    ['2020-01-01', '令和2年1月1日', 'the new year'],
    ['2026-04-05', '令和8年4月5日', 'now'],
  ])('%s is %s: %s', (day, words) => {
    expect(dateInWords(day, 'reiwa')).toBe(words)
  })

  it('months go by their first day, fiscal years by where most of them lies', () => {
    expect(monthInWords('2019-04', 'reiwa')).toBe('平成31年4月')
    expect(monthInWords('2019-05', 'reiwa')).toBe('令和元年5月')
    expect(fiscalYearInWords(2018, 'reiwa')).toBe('平成30年度')
    expect(fiscalYearInWords(2019, 'reiwa')).toBe('令和元年度')
  })

  it('are left to those who ask for them', () => {
    expect(dateInWords('2026-04-05', 'western')).toBe('2026年4月5日')
    expect(fiscalYearInWords(2026, 'western')).toBe('2026年度')
  })
})

describe('text to be printed', () => {
  it.each([
    ['line breaks and tabs', '青葉\r\n\t一郎\u2028', '青葉 一郎'],
    ['marks that turn the direction round', '\u202e青葉\u2066 一郎\u200f', '青葉 一郎'],
    ['joiners and the byte-order mark', '\ufeff青\u200d葉', '青葉'],
    ['half a surrogate pair', '青\ud842葉', '青�葉'],
    ['a heap of marks', `青${'\u0301'.repeat(50)}葉`, `青${'\u0301'.repeat(4)}葉`],
    ['か with a voicing mark', 'か\u3099', 'が'],
  ])('has no %s', (_title, given, printed) => {
    expect(printable(given)).toBe(printed)
  })

  it.each(['𠮷田', '髙橋', '﨑山', '葛\u{e0100}城', '神\u{fe00}戸', '神原'])('leaves %s as it is', name => {
    expect(printable(name)).toBe(name)
  })

  it('is cut at 80 characters, never inside one', () => {
    expect(printable('葛\u{e0100}'.repeat(1_000))).toBe(`${'葛\u{e0100}'.repeat(79)}…`)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => {
        const printed = printable(text)
        expect(charactersOf(printed).length).toBeLessThanOrEqual(80)
        expect(printed.isWellFormed()).toBe(true)
        expect(printed).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }),
      { numRuns: 500 },
    )
  })
})
