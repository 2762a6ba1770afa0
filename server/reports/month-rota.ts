import { type Month, monthInWords } from './dates-in-words.ts'
import { type DutyLine, linesIn } from './duty-lines.ts'
import { printable } from './printable-text.ts'
import { column, postInWords, type Setting, sheetOf, sourceOf, spanInWords, tableBlock } from './setting.ts'
import type { Sheet } from './sheet-view.ts'

/** 月間当番表: who is on duty in a month, and where they are reached by day. */
export function monthRota(setting: Setting, month: Month, lines: readonly DutyLine[]): Sheet {
  const { scheme, era, association } = setting
  const several = scheme.posts.length > 1
  const rows = linesIn(lines, month).flatMap(line => rowsOf(line, scheme.posts, several))
  return sheetOf(setting, {
    title: '月間当番表',
    about: `${printable(scheme.name)}　${monthInWords(month, era)}`,
    notes: [printable(association)],
    blocks: [
      tableBlock(
        null,
        [
          column('当番の時間'),
          column('休日など'),
          ...(several ? [column('役割')] : []),
          column('当番医', true),
          column('医療機関'),
          column('電話'),
        ],
        rows,
        'この月に、公開中の当番はありません。',
      ),
    ],
    source: sourceOf(setting),
    named: `${scheme.shortName}_${monthInWords(month, era)}`,
  })
}

/** One row for each post, each with its hours: a page may end between them. */
const rowsOf = (line: DutyLine, posts: readonly string[], several: boolean): string[][] =>
  line.holders.map((holder, index) => [
    spanInWords(line),
    `${printable(line.label)}${line.tentative ? '※' : ''}`,
    ...(several ? [postInWords(posts[index] ?? '')] : []),
    holder ? printable(holder.name) : '',
    holder ? printable(holder.clinic) : '',
    holder ? printable(holder.phone) : '',
  ])
