import PDFDocument from 'pdfkit'
import { instantOf } from '../time/tokyo.ts'
import { layOutSheet, PAPER } from './lay-out-sheet.ts'
import type { Sheet } from './sheet-view.ts'
import { Typeface } from './typeface.ts'

let typeface: Typeface | undefined

/**
 * The sheet as a PDF of A4 pages, black on white, with the characters it uses embedded. The same sheet gives the same
 * bytes: its date of creation is the day it says it was made.
 */
export async function drawSheet(sheet: Sheet): Promise<Uint8Array<ArrayBuffer>> {
  typeface ??= new Typeface()
  const pages = layOutSheet(sheet, typeface.measure)
  const made = new Date(instantOf(sheet.madeOn, '00:00'))
  const document = new PDFDocument({
    autoFirstPage: false,
    size: [PAPER.width, PAPER.height],
    margin: 0,
    lang: 'ja-JP',
    displayTitle: true,
    info: {
      Title: `${sheet.title} ${sheet.about}`,
      Creator: 'Rinban',
      Producer: 'Rinban',
      CreationDate: made,
    },
  })
  const portions: Uint8Array[] = []
  const written = new Promise<void>((resolve, reject) => {
    document.on('data', (portion: Uint8Array) => portions.push(portion))
    document.on('end', resolve)
    document.on('error', reject)
  })
  for (const { texts, rules } of pages) {
    document.addPage()
    for (const { x, y, width, thickness } of rules)
      document
        .lineWidth(thickness)
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke()
    for (const { x, baseline, size, strong, text } of texts) {
      let left = x
      for (const run of typeface.runs(text, strong)) {
        document
          .font(run.file)
          .fontSize(size)
          .text(run.text, left, baseline, { lineBreak: false, baseline: 'alphabetic' })
        left += typeface.measure(run.text, size, strong)
      }
    }
  }
  document.end()
  await written
  return new Uint8Array(Buffer.concat(portions))
}
