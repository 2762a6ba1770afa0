import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakLines, type Measure } from '../../../server/reports/break-lines.ts'
import { layOutSheet, PAPER, type Page } from '../../../server/reports/lay-out-sheet.ts'
import { charactersOf } from '../../../server/reports/printable-text.ts'
import type { Block } from '../../../server/reports/sheet-view.ts'
import { aSheet } from '../../builders/sheet.ts'

/** Half a square for a Latin letter, a whole one for everything else. */
const measure: Measure = (text, size) =>
  charactersOf(text).reduce((width, character) => width + (/^[\x20-\x7e]/.test(character) ? 0.5 : 1), 0) *
  size

const aBlock = (rows: string[][], given: Partial<Block> = {}): Block => ({
  title: null,
  text: [],
  columns: (rows[0] ?? []).map((_, index) => ({ label: `列${index}`, strong: false })),
  rows,
  ...given,
})

const wordsOn = (pages: readonly Page[]) => pages.map(page => page.texts.map(({ text }) => text))

const cell = fc.oneof(
  fc.string({ maxLength: 120 }),
  fc.constantFrom('青葉 一郎', '5月9日（土）12:00～5月10日（日）24:00', '0000-11-0001', '長'.repeat(80)),
)
const block = fc.integer({ min: 1, max: 7 }).chain(columns =>
  fc.record({
    title: fc.option(fc.constantFrom('4月', '訪問看護')),
    text: fc.array(cell, { maxLength: 2 }),
    rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 70 }),
  }),
)
const anySheet = fc
  .record({ columns: fc.constantFrom(1 as const, 2 as const), blocks: fc.array(block, { maxLength: 6 }) })
  .map(({ columns, blocks }) =>
    aSheet({ columns, blocks: blocks.map(({ rows, ...given }) => aBlock(rows, given)) }),
  )

describe('a sheet on paper', () => {
  it('keeps everything inside the margins, in no less than 10 points, with lines of 0.7 and more', () => {
    fc.assert(
      fc.property(anySheet, sheet => {
        for (const { texts, rules } of layOutSheet(sheet, measure)) {
          for (const { x, baseline, size, text } of texts) {
            expect(size).toBeGreaterThanOrEqual(10)
            expect(x).toBeGreaterThanOrEqual(34)
            expect(x + measure(text, size, false)).toBeLessThanOrEqual(PAPER.width - 34 + 0.01)
            expect(baseline - size).toBeGreaterThanOrEqual(33)
            expect(baseline).toBeLessThanOrEqual(PAPER.height - 33)
          }
          for (const { x, width, thickness } of rules) {
            expect(thickness).toBeGreaterThanOrEqual(0.7)
            expect(x + width).toBeLessThanOrEqual(PAPER.width - 34 + 0.01)
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  it('has every row once, in order, and says its page on each', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.constantFrom(1 as const, 2 as const),
        (count, columns) => {
          const rows = Array.from({ length: count }, (_, index) => [`行${index}`, '青葉 一郎'])
          const pages = wordsOn(layOutSheet(aSheet({ columns, blocks: [aBlock(rows)] }), measure))
          expect(pages.flat().filter(text => /^行/.test(text))).toEqual(rows.map(([first]) => first))
          expect(pages.map(texts => texts.at(-1))).toEqual(pages.map((_, i) => `${i + 1}/${pages.length}頁`))
          for (const texts of pages) expect(texts).toContain('第1版　2026年6月1日 作成')
        },
      ),
      { numRuns: 50 },
    )
  })

  it('repeats the head of a table, and the title of its block, on each further page', () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`行${index}`, '青葉 一郎'])
    const pages = wordsOn(layOutSheet(aSheet({ blocks: [aBlock(rows, { title: '当番医' })] }), measure))
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.slice(1).every(texts => texts.includes('当番医（続き）') && texts.includes('列0'))).toBe(
      true,
    )
  })

  it('grows with the room there is', () => {
    const sizeOf = (count: number) => {
      const rows = Array.from({ length: count }, (_, index) => [`行${index}`])
      const [page] = layOutSheet(aSheet({ blocks: [aBlock(rows)] }), measure)
      return page?.texts.find(({ text }) => text === '行0')?.size
    }
    expect(sizeOf(5)).toBe(13)
    expect(sizeOf(45)).toBeLessThan(13)
  })

  it('cuts a name that no paper holds, and nothing beside it', () => {
    const rows = [['長'.repeat(80), '5月9日（土）12:00～5月10日（日）24:00', '0000-11-0001']]
    const texts = wordsOn(layOutSheet(aSheet({ columns: 2, blocks: [aBlock(rows)] }), measure)).flat()
    expect(texts.some(text => text.endsWith('…'))).toBe(true)
    expect(texts).toContain('0000-11-0001')
    expect(texts.join('')).toContain('24:00')
  })
})

describe('a text in lines', () => {
  const line = { width: 100, size: 10, strong: false }

  it('breaks no number, and begins no line with a closing mark', () => {
    expect(breakLines('訪問看護の電話は0000-12-0001です。', line, 9, measure)).toEqual([
      '訪問看護の電話は',
      '0000-12-0001です。',
    ])
    expect(breakLines('訪問看護ステーション、みなと', line, 9, measure)).toEqual([
      '訪問看護ステーショ',
      'ン、みなと',
    ])
  })

  it('loses nothing as long as it is not cut', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), text => {
        const lines = breakLines(text, line, 1_000, measure)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        for (const one of lines) expect(measure(one, 10, false)).toBeLessThanOrEqual(100)
      }),
      { numRuns: 300 },
    )
  })
})
