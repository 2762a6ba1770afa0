import { type Month, monthInWords } from './dates-in-words.ts'
import { type DutyLine, linesIn } from './duty-lines.ts'
import { printable } from './printable-text.ts'
import {
  column,
  postInWords,
  type Setting,
  sheetOf,
  sourceOf,
  spanInWords,
  tableBlock,
  textBlock,
} from './setting.ts'
import type { Sheet } from './sheet-view.ts'
import { type StationContact, stationBlock } from './station-contact.ts'

/** 夜間連絡先一覧, for stations and centres: who answers in a month, and the number to call at night. */
export function nightContacts(
  setting: Setting,
  month: Month,
  lines: readonly DutyLine[],
  stations: readonly StationContact[],
): Sheet {
  const { scheme, era, association } = setting
  const several = scheme.posts.length > 1
  const rows = linesIn(lines, month).flatMap(line =>
    line.holders.map((holder, index) => [
      `${spanInWords(line)}${line.tentative ? '※' : ''}`,
      ...(several ? [postInWords(scheme.posts[index] ?? '')] : []),
      holder ? printable(holder.name) : '',
      holder ? printable(holder.clinic) : '',
      holder ? printable(holder.nightPhone) : '',
    ]),
  )
  return sheetOf(setting, {
    title: '夜間連絡先一覧',
    about: `${printable(scheme.name)}　${monthInWords(month, era)}`,
    notes: [printable(association), '関係者用です。患者さんやご家族にはお渡しせず、掲示しないでください。'],
    blocks: [
      tableBlock(
        '当番医',
        [
          column('当番の時間'),
          ...(several ? [column('役割')] : []),
          column('当番医', true),
          column('医療機関'),
          column('夜間の電話', true),
        ],
        rows,
        'この月に、公開中の当番はありません。',
      ),
      textBlock(null, ['上の表にない日と時間は、患者さんの主治医の医療機関へお電話ください。']),
      stationBlock('訪問看護ステーション', stations, month),
    ],
    source: sourceOf(setting),
    named: `${scheme.shortName}_${monthInWords(month, era)}`,
  })
}
