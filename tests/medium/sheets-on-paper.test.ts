import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawSheet } from '../../server/reports/draw-sheet.ts'
import { familySheet } from '../../server/reports/family-sheet.ts'
import { monthRota } from '../../server/reports/month-rota.ts'
import { SHEETS } from '../../server/reports/sheet-view.ts'
import { yearPoster } from '../../server/reports/year-poster.ts'
import { aContact, aLine, aSetting, aSheet } from '../builders/sheet.ts'
import { linesOfCity, linesOfNanao, NAMES, sheetsOfAYear } from '../builders/sheets-of-a-year.ts'

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined
if (!hasPoppler && process.env.TEST_REQUIRE === 'all')
  throw new Error('pdftotext is required here (Debian: apt-get install poppler-utils)')

/** What another program reads in our PDFs: poppler's tools. */
describe.skipIf(!hasPoppler)('a sheet as PDF', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rinban-sheets-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const poppler = (tool: string, pdf: Uint8Array, ...options: string[]): string => {
    const path = join(folder, 'sheet.pdf')
    writeFileSync(path, pdf)
    return execFileSync(tool, [...options, path, ...(tool === 'pdftotext' ? ['-'] : [])], {
      encoding: 'utf8',
    })
  }
  const textOf = (pdf: Uint8Array) => poppler('pdftotext', pdf, '-layout')
  const pagesOf = (pdf: Uint8Array) => Number(/Pages:\s+(\d+)/.exec(poppler('pdfinfo', pdf))?.[1])

  it.each(SHEETS)('of the kind %s reads as kept in golden/', async kind => {
    const pdf = await drawSheet(sheetsOfAYear()[kind])
    expect(pagesOf(pdf)).toBe(1)
    await expect(textOf(pdf)).toMatchFileSnapshot(`golden/sheet-${kind}.txt`)
  })

  it.each(SHEETS)('of the kind %s has the same bytes each time it is made', async kind => {
    const [one, other] = [await drawSheet(sheetsOfAYear()[kind]), await drawSheet(sheetsOfAYear()[kind])]
    expect(Buffer.compare(one, other)).toBe(0)
  })

  it('says in its properties what it is, in Japanese, and when it was made', async () => {
    const said = poppler('pdfinfo', await drawSheet(sheetsOfAYear().year), '-rawdates')
    expect(said).toMatch(/Title:\s+年間当番表 みなと在宅Dr\.ネット\s2026年度/)
    expect(said).toMatch(/CreationDate:\s+D:20260531150000Z/)
    expect(said).toMatch(/Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)/)
  })

  it('puts a year of 73 units on one page, and 1,100 units with two posts on a few', async () => {
    const small = await drawSheet(yearPoster(aSetting(), linesOfNanao()))
    expect([linesOfNanao().length, pagesOf(small)]).toEqual([73, 1])
    const scheme = { name: '市医師会', shortName: '市', posts: ['locum', 'deputy'] }
    const large = await drawSheet(yearPoster(aSetting({ scheme }), linesOfCity()))
    expect(pagesOf(large)).toBeLessThanOrEqual(16)
    expect(large.byteLength).toBeLessThan(500_000)
  })

  it('embeds every font it uses, with the characters it uses', async () => {
    const fonts = poppler('pdffonts', await drawSheet(sheetsOfAYear().month))
      .split('\n')
      .slice(2)
    const used = fonts.filter(line => line.trim() !== '')
    expect(used.length).toBeGreaterThanOrEqual(3)
    for (const line of used) expect(line).toMatch(/\+(BIZUDPGothic|NotoSansJP)-\w+ .* yes yes yes /)
  })

  it.each([
    ['𠮷田 秋江', '𠮷田 秋江'],
    ['髙橋 﨑子', '髙橋 﨑子'],
    // no font has the variation, so the plain character stands for it
    ['葛\u{e0100}城 桜', '葛城 桜'],
    ['辻\u{e0101} 次郎', '辻 次郎'],
    ['神原 一', '神原 一'],
    ['か\u3099く 一', 'がく 一'],
    // no font has it: the printers' sign for a missing character, not an empty box
    ['אב 👨‍👩‍👧', '〓〓 〓〓〓'],
    ['\u202e青葉\u2066\u0007 一郎', '青葉 一郎'],
  ])('prints the name %j as %j', async (name, printed) => {
    const line = aLine({ day: '2026-05-10', holders: [aContact({ name })] })
    expect(textOf(await drawSheet(monthRota(aSetting(), '2026-05', [line])))).toContain(printed)
  })

  it('stays whole with a name, a clinic and a number of 2,000 characters', async () => {
    const long = aContact({ name: '長'.repeat(2_000), clinic: 'W'.repeat(2_000), phone: '0'.repeat(2_000) })
    const lines = [aLine({ day: '2026-05-10', holders: [long] }), aLine({ day: '2026-05-17' })]
    const clinic = {
      physicians: [long],
      hospitals: [{ name: '院'.repeat(2_000), phone: '1'.repeat(2_000) }],
      nearby: [],
    }
    const stations = [{ name: '訪'.repeat(2_000), nightPhone: '2'.repeat(2_000), cover: null }]
    const pdf = await drawSheet(familySheet(aSetting(), '2026-05', clinic, lines, stations))
    expect(pagesOf(pdf)).toBeLessThanOrEqual(2)
    const text = textOf(pdf)
    expect(text).toContain('…')
    expect(text).toMatch(/5月16日（土）12:00～ .*\n\s*5月17日（日）24:00/)
  })

  it('is only black', async () => {
    const pdf = await drawSheet(sheetsOfAYear().contacts)
    writeFileSync(join(folder, 'sheet.pdf'), pdf)
    const path = join(folder, 'page')
    execFileSync('pdftoppm', ['-r', '50', '-aa', 'no', '-aaVector', 'no', join(folder, 'sheet.pdf'), path])
    const pixels = execFileSync('cat', [`${path}-1.ppm`]).subarray(16)
    expect(new Set(pixels)).toEqual(new Set([0, 255]))
  })

  it('has a sign for every character of the names that registers have', async () => {
    const sheet = aSheet({ blocks: [{ title: null, text: [...NAMES], columns: [], rows: [] }] })
    expect(textOf(await drawSheet(sheet))).not.toContain('〓')
  })
})
