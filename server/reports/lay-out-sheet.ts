import { breakLines, type Measure } from './break-lines.ts'
import type { Block, Column, Sheet } from './sheet-view.ts'

/** A4 upright in points. */
export const PAPER = { width: 595.28, height: 841.89 }

/** 12 mm all round: a FAX machine cuts off some of the edge. */
const MARGIN = 34
const GAP = 16
const FOOT = 22

/** From the largest to the smallest body size; below 10 points a FAX is hard to read. */
const SIZES = [13, 12.5, 12, 11.5, 11, 10.5, 10]
const SMALL = 10
/** No larger than this where it makes cells go over to a second line. */
const LARGEST_BROKEN = 11

/** Of line and of the room above and below it in a table, in sizes: from much air to as tight as stays readable. */
const DENSITIES = [
  { leading: 1.28, padding: 0.4 },
  { leading: 1.28, padding: 0.2 },
  { leading: 1.2, padding: 0.08 },
] as const

/** Lines of a table that survive a FAX, in points. */
const THIN = 0.7
const THICK = 1.4

type Text = { x: number; baseline: number; size: number; strong: boolean; text: string }
type Rule = { x: number; y: number; width: number; thickness: number }
export type Page = { texts: Text[]; rules: Rule[] }

type Frame = { x: number; y: number; page: Page }

/**
 * Puts a sheet on A4 pages. The body is as large as lets everything stand on one page, preferably with every cell on
 * one line; what does not fit even at 10 points goes over to further pages, with the heads of its tables repeated.
 */
export function layOutSheet(sheet: Sheet, measure: Measure): Page[] {
  for (const manner of mannersOf(sheet, measure)) {
    const pages = flow(sheet, measure, manner, 1)
    if (pages) return numbered(sheet, pages, measure)
  }
  const pages = flow(
    sheet,
    measure,
    { size: SMALL, whole: false, leading: LEADING, padding: 0.2 },
    Number.POSITIVE_INFINITY,
  )
  return numbered(sheet, pages ?? [], measure)
}

/** `whole`: no block is parted between two columns. */
type Manner = { size: number; whole: boolean; leading: number; padding: number }

/** The ways to put a sheet on one page, the best first. */
function mannersOf(sheet: Sheet, measure: Measure): Manner[] {
  const width = frameWidth(sheet)
  const widest = Math.max(
    ...sheet.blocks.map(({ columns, rows }) =>
      wantedWidths(columns, rows, measure).reduce((a, b) => a + b, 0),
    ),
  )
  const unbroken = SIZES.filter(size => widest * size <= width)
  const sizes = unbroken.length > 0 ? unbroken : SIZES.filter(size => size <= LARGEST_BROKEN)
  return [true, false].flatMap(whole =>
    sizes.flatMap(size => DENSITIES.map(density => ({ size, whole, ...density }))),
  )
}

const frameWidth = ({ columns }: Sheet): number => (PAPER.width - 2 * MARGIN - GAP * (columns - 1)) / columns

/** Null when that many pages are not enough. */
function flow(sheet: Sheet, measure: Measure, manner: Manner, most: number): Page[] | null {
  const { whole } = manner
  const width = frameWidth(sheet)
  const bottom = PAPER.height - MARGIN - FOOT
  const pages: Page[] = []
  const tops: number[] = []
  let column = sheet.columns - 1
  let frame: Frame = { x: MARGIN, y: bottom, page: { texts: [], rules: [] } }
  let head: readonly Column[] = []

  const nextFrame = () => {
    column = (column + 1) % sheet.columns
    if (column === 0) {
      const page: Page = { texts: [], rules: [] }
      tops.push(
        pages.length === 0 ? drawHeading(sheet, page, measure) : drawRunningHead(sheet, page, measure),
      )
      pages.push(page)
    }
    const page = pages.at(-1) ?? frame.page
    frame = { x: MARGIN + column * (width + GAP), y: tops.at(-1) ?? MARGIN, page }
    head = []
  }
  const room = () => bottom - frame.y
  // Tables under one head stand in line.
  const known = new Map<readonly Column[], number[]>()
  const widthsOf = ({ columns }: Block): number[] => {
    const widths = known.get(columns)
    if (widths) return widths
    const rows = sheet.blocks.flatMap(block => (sameHead(block.columns, columns) ? block.rows : []))
    const found = columnWidths(wantedWidths(columns, rows, measure), width, manner.size)
    known.set(columns, found)
    return found
  }

  nextFrame()
  for (const block of sheet.blocks) {
    const parts = measured(block, { ...manner, width, widths: widthsOf(block) }, measure)
    const rowsHeight = parts.rows.reduce((sum, row) => sum + row.height, 0)
    const openingHeight = parts.opening.height + (sameHead(head, block.columns) ? 0 : parts.head.height)
    const first = parts.rows.slice(0, 2).reduce((sum, row) => sum + row.height, 0)
    const needed = openingHeight + (whole ? rowsHeight : first)
    if (needed > room()) nextFrame()
    if (pages.length > most) return null
    // A table that goes on below another's head opens with its own title under that head.
    if (!sameHead(head, block.columns) && head.length === 0 && sheet.columns > 1) putHead()
    put(parts.opening)
    if (!sameHead(head, block.columns)) putHead()
    for (const row of parts.rows) {
      if (row.height > room()) {
        nextFrame()
        if (pages.length > most) return null
        if (sheet.columns > 1) putHead()
        if (block.title) put(parts.again)
        if (sheet.columns === 1) putHead()
      }
      put(row)
    }
    if (block.columns.length === 0) head = []

    function putHead() {
      if (block.columns.length === 0) return
      put(parts.head)
      head = block.columns
    }
  }
  return pages

  function put(strip: Strip) {
    for (const text of strip.texts)
      frame.page.texts.push({ ...text, x: frame.x + text.x, baseline: frame.y + text.baseline })
    for (const rule of strip.rules)
      frame.page.rules.push({ ...rule, x: frame.x + rule.x, y: frame.y + rule.y })
    frame.y += strip.height
  }
}

const sameHead = (a: readonly Column[], b: readonly Column[]): boolean =>
  a.length === b.length && a.every(({ label }, index) => label === b[index]?.label)

/** A piece that no page breaks; its places are counted from its upper left corner. */
type Strip = { height: number; texts: Text[]; rules: Rule[] }

type Parts = { opening: Strip; again: Strip; head: Strip; rows: Strip[] }

type Room = Manner & { width: number; widths: readonly number[] }

function measured(block: Block, room: Room, measure: Measure): Parts {
  const { width, size } = room
  const heading = (text: string) => ({ text, size: size + 1, strong: true })
  const title = block.title === null ? [] : [block.title]
  const said = [...title.map(heading), ...block.text.map(text => ({ text, size, strong: false }))]
  const above = said.length > 0 ? size * (0.15 + 2 * room.padding) : 0
  const below = said.length > 0 && block.columns.length > 0 ? size * room.padding : 0
  const labels = block.columns.map(({ label }) => label)
  return {
    opening: spaced(paragraph(said, width, measure), above, below),
    again: spaced(
      paragraph(
        title.map(text => heading(`${text}（続き）`)),
        width,
        measure,
      ),
      above,
      below,
    ),
    head: tableRow(
      labels,
      block.columns.map(({ label }) => ({ label, strong: false })),
      { ...room, size: SMALL, rule: THICK },
      measure,
    ),
    rows: block.rows.map(row => tableRow(row, block.columns, { ...room, rule: THIN }, measure)),
  }
}

const MOST_LINES_OF_CELL = 3
const MOST_LINES_OF_PARAGRAPH = 4
const LEADING = 1.28

/** Between a cell's text and the next cell, in sizes. */
const BETWEEN = 0.9

/** How wide each column would be with every cell on one line, at one point of size. */
const wantedWidths = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  measure: Measure,
): number[] =>
  columns.map(({ label, strong }, index) => {
    const texts = rows.map(row => measure(row[index] ?? '', 1, strong))
    return BETWEEN + texts.reduce((most, one) => Math.max(most, one), measure(label, 1, false))
  })

/**
 * As wide as its texts are, with what is left over dealt out evenly. Where that is too much together, the widest
 * columns give way until they are alike, and the narrow ones (days, telephone numbers) stay whole.
 */
function columnWidths(wanted: readonly number[], width: number, size: number): number[] {
  const widths = wanted.map(one => one * size)
  const spare = width - widths.reduce((sum, one) => sum + one, 0)
  if (spare >= 0) return widths.map(one => one + spare / widths.length)
  const limit = commonLimit(widths, width)
  return widths.map(one => Math.min(one, limit))
}

/** The limit under which the widths come to `width` together, when each is cut at it. */
function commonLimit(widths: readonly number[], width: number): number {
  let rest = width
  const sorted = widths.toSorted((a, b) => a - b)
  for (const [index, one] of sorted.entries()) {
    const limit = rest / (sorted.length - index)
    if (one > limit) return limit
    rest -= one
  }
  return width
}

type RowManner = Room & { rule: number }

/** One row of a table with the line below it; a cell that is too long goes over to a second line and is then cut. */
function tableRow(
  cells: readonly string[],
  columns: readonly Column[],
  { widths, size, leading, padding, rule }: RowManner,
  measure: Measure,
): Strip {
  let right = 0
  let most = 1
  const texts = columns.flatMap(({ strong }, index) => {
    const left = right
    const width = widths[index] ?? 0
    right += width
    const room = { width: width - size * BETWEEN * 0.9, size, strong }
    const lines = breakLines(cells[index] ?? '', room, MOST_LINES_OF_CELL, measure)
    most = Math.max(most, lines.length)
    return linesAt(lines, left, size * padding, { size, strong, leading })
  })
  const height = most * size * leading + 2 * size * padding
  return { height, texts, rules: [{ x: 0, y: height, width: right, thickness: rule }] }
}

type Said = { text: string; size: number; strong: boolean }

function paragraph(said: readonly Said[], width: number, measure: Measure): Strip {
  let height = 0
  const texts = said.flatMap(({ text, size, strong }) => {
    const lines = breakLines(text, { width, size, strong }, MOST_LINES_OF_PARAGRAPH, measure)
    const placed = linesAt(lines, 0, height, { size, strong, leading: LEADING })
    height += lines.length * size * LEADING
    return placed
  })
  return { height, texts, rules: [] }
}

const linesAt = (
  lines: readonly string[],
  x: number,
  top: number,
  { size, strong, leading }: { size: number; strong: boolean; leading: number },
): Text[] =>
  lines
    .map((text, index) => ({ x, baseline: top + (index * leading + 1) * size, size, strong, text }))
    .filter(({ text }) => text !== '')

const spaced = (strip: Strip, above: number, below: number): Strip => ({
  ...strip,
  height: above + strip.height + below,
  texts: strip.texts.map(text => ({ ...text, baseline: text.baseline + above })),
})

const WHOLE_WIDTH = PAPER.width - 2 * MARGIN

/** The heading of the first page. Returns where the body begins. */
function drawHeading(sheet: Sheet, page: Page, measure: Measure): number {
  const said = [
    { text: sheet.title, size: 18, strong: true },
    { text: sheet.about, size: 14, strong: true },
    { text: sheet.notes.join('　'), size: SMALL, strong: false },
  ]
  return drawTop(paragraph(said, WHOLE_WIDTH, measure), page)
}

/** What further pages are headed with. */
const drawRunningHead = (sheet: Sheet, page: Page, measure: Measure): number =>
  drawTop(
    paragraph([{ text: `${sheet.title}　${sheet.about}`, size: SMALL, strong: true }], WHOLE_WIDTH, measure),
    page,
  )

function drawTop(strip: Strip, page: Page): number {
  for (const text of strip.texts) page.texts.push({ ...text, x: MARGIN, baseline: MARGIN + text.baseline })
  return MARGIN + strip.height + 4
}

/** Writes version, day and page number at the foot of every page. */
function numbered(sheet: Sheet, pages: Page[], measure: Measure): Page[] {
  const baseline = PAPER.height - MARGIN
  const said = [sheet.source, sheet.made].filter(text => text !== '').join('　')
  return pages.map((page, index) => {
    const number = `${index + 1}/${pages.length}頁`
    const right = measure(number, SMALL, false)
    const line = { width: WHOLE_WIDTH - right - GAP, size: SMALL, strong: false }
    const [foot = ''] = breakLines(said, line, 1, measure)
    const texts = [
      { x: MARGIN, baseline, size: SMALL, strong: false, text: foot },
      { x: PAPER.width - MARGIN - right, baseline, size: SMALL, strong: false, text: number },
    ]
    return { texts: [...page.texts, ...texts], rules: page.rules }
  })
}
