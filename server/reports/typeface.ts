import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { charactersOf } from './printable-text.ts'

const files = createRequire(import.meta.url)

/**
 * The fonts of the sheets, in the order in which a character is looked for. BIZ UDPGothic is drawn for people with
 * weak sight and stays readable after a FAX; Noto Sans JP has the kanji it lacks, 𠮷 among them.
 */
const FONTS = {
  regular: [
    '@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
    '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  ],
  strong: [
    '@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf',
    '@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf',
  ],
} as const

/** 〓, the printers' sign for a character that no font has. */
const MISSING = '〓'

const MARKS = /\p{M}/gu

/** What we ask of the font reader that pdfkit carries with it. */
type FontReader = {
  unitsPerEm: number
  hasGlyphForCodePoint(point: number): boolean
  glyphForCodePoint(point: number): { advanceWidth: number }
}

type Font = { file: string; reader: FontReader }

/** A character as it is drawn: in which font, what of it, how wide at one point of size. */
type Glyph = { file: string; text: string; width: number }

/** A stretch of text in one font. */
export type Run = { file: string; text: string }

/** Reads fonts and remembers what it has measured: one for the whole life of the program. */
export class Typeface {
  readonly #fonts = { regular: FONTS.regular.map(open), strong: FONTS.strong.map(open) }
  readonly #known = { regular: new Map<string, Glyph>(), strong: new Map<string, Glyph>() }

  /** The width in points. */
  readonly measure = (text: string, size: number, strong: boolean): number => {
    let width = 0
    for (const character of charactersOf(text)) width += this.#glyph(character, strong).width
    return width * size
  }

  /** The text as the fonts have it, in as few stretches as possible. */
  runs(text: string, strong: boolean): Run[] {
    const runs: Run[] = []
    for (const character of charactersOf(text)) {
      const glyph = this.#glyph(character, strong)
      const last = runs.at(-1)
      if (last?.file === glyph.file) last.text += glyph.text
      else runs.push({ file: glyph.file, text: glyph.text })
    }
    return runs
  }

  #glyph(character: string, strong: boolean): Glyph {
    const weight = strong ? 'strong' : 'regular'
    const known = this.#known[weight].get(character)
    if (known) return known
    const found = find(character, this.#fonts[weight])
    this.#known[weight].set(character, found)
    return found
  }
}

/** The character in the first font that has all of it, without its marks where none has those, or 〓. */
function find(character: string, fonts: readonly Font[]): Glyph {
  for (const text of [character, character.replace(MARKS, '')])
    for (const { file, reader } of fonts) {
      const points = Array.from(text, one => one.codePointAt(0) ?? 0)
      if (points.length === 0 || !points.every(point => reader.hasGlyphForCodePoint(point))) continue
      const advance = points.reduce((sum, point) => sum + reader.glyphForCodePoint(point).advanceWidth, 0)
      return { file, text, width: advance / reader.unitsPerEm }
    }
  const [first] = fonts
  if (!first || character === MISSING) throw new Error('the fonts of the sheets lack 〓')
  return find(MISSING, fonts)
}

function open(name: string): Font {
  const file = files.resolve(name)
  const document = new PDFDocument({ autoFirstPage: false, font: file })
  // pdfkit shows no way to ask whether a font has a character; its reader, fontkit, has one.
  const { _font } = document as unknown as { _font: { font: FontReader } }
  return { file, reader: _font.font }
}
