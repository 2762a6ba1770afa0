import type { PublishedDuty } from '../roster/published-duty.ts'
import { hoursOf } from '../time/interval.ts'
import { fiscalYearInWords, momentInWords } from './dates-in-words.ts'
import { printable } from './printable-text.ts'
import { column, postInWords, type Surroundings, sheetOf, spanInWords, tableBlock } from './setting.ts'
import type { Sheet } from './sheet-view.ts'

/**
 * 先生別当番一覧: the published duties of one physician in a fiscal year, in order of time, of every scheme and
 * association given. `isWhole` false: there may be others, which whoever asks may not read.
 */
export function ownDuties(
  surroundings: Surroundings,
  physician: { name: string; clinic: string },
  duties: readonly PublishedDuty[],
  isWhole: boolean,
): Sheet {
  const { fiscalYear, era } = surroundings
  const hours = duties.reduce((sum, duty) => sum + hoursOf(duty), 0)
  const year = fiscalYearInWords(fiscalYear, era)
  const associations = [...new Set(duties.map(duty => duty.association.name))]
  const several = associations.length > 1
  const changedAt = Math.max(...duties.map(duty => duty.changedAt))
  return sheetOf(surroundings, {
    title: '先生別当番一覧',
    about: `${printable(physician.name)} 先生　${year}`,
    notes: [
      printable(physician.clinic),
      ...(several ? [] : associations.map(printable)),
      ...(duties.length > 0 ? [`公開中の当番は、全部で${duties.length}回、${hours}時間です。`] : []),
      ...(isWhole ? [] : ['ほかの医師会の当番は含みません。']),
    ],
    blocks: [
      tableBlock(
        null,
        [
          column('当番の時間', true),
          column('長さ'),
          column('休日など'),
          column('役割'),
          column('当番制'),
          ...(several ? [column('医師会')] : []),
        ],
        duties.map(duty => [
          spanInWords(duty),
          `${hoursOf(duty)}時間`,
          `${printable(duty.label)}${duty.tentative ? '※' : ''}`,
          postInWords(duty.post),
          printable(duty.scheme.shortName),
          ...(several ? [printable(duty.association.name)] : []),
        ]),
        'この年度に、公開中の当番はありません。',
      ),
    ],
    source: duties.length > 0 ? `公開中の当番表による（最後の変更 ${momentInWords(changedAt, era)}）` : '',
    named: `${physician.name}_${year}`,
  })
}
