import type { Contact } from '../directory/contact.ts'
import { type Month, monthInWords } from './dates-in-words.ts'
import { type DutyLine, linesIn } from './duty-lines.ts'
import { printable } from './printable-text.ts'
import { column, type Setting, sheetOf, sourceOf, spanInWords, tableBlock, textBlock } from './setting.ts'
import type { Sheet } from './sheet-view.ts'
import { type StationContact, stationBlock } from './station-contact.ts'

type Hospital = { name: string; phone: string }

/** The clinic that hands the sheet out: its physicians, and the hospitals behind it. */
export type HomeClinic = {
  physicians: readonly Contact[]
  /** Those of its blocks (ブロック支援病院). */
  hospitals: readonly Hospital[]
  /** Those of its association, which promise nothing but may be asked. */
  nearby: readonly Hospital[]
}

/**
 * 往診担当医・訪問看護担当 一覧: what a home-care support clinic gives its patients' families in writing each month
 * (domain.md §3): physicians for house calls and their days, nurses and their days, telephone numbers, the hospital.
 * The patient's name is written in by hand. Telephone numbers are the clinics': what physicians gave as their own for
 * the night is for stations and centres alone.
 */
export function familySheet(
  setting: Setting,
  month: Month,
  clinic: HomeClinic,
  lines: readonly DutyLine[],
  stations: readonly StationContact[],
): Sheet {
  const name = printable(clinic.physicians[0]?.clinic ?? '')
  const duties = linesIn(lines, month)
  return sheetOf(setting, {
    title: '往診担当医・訪問看護担当 一覧',
    about: `${monthInWords(month, setting.era)}　${name}`,
    notes: [],
    blocks: [
      textBlock(null, ['患者さんのお名前　＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿　様とご家族へ']),
      {
        title: '主治医の医療機関',
        text: [
          duties.length > 0
            ? `当番の医師の表にない日と時間は、${name}の医師が往診します。`
            : `この月は、どの日も${name}の医師が往診します。`,
        ],
        columns: [column('医師', true), column('医療機関'), column('電話', true)],
        rows: clinic.physicians.map(physician => [
          printable(physician.name),
          printable(physician.clinic),
          printable(physician.phone),
        ]),
      },
      ...(duties.length > 0 ? [dutyBlock(duties)] : []),
      stationBlock('訪問看護', stations, month),
      hospitalBlock(clinic),
      textBlock(null, ['担当は変わることがあります。変わったときは、新しい表をお渡しします。']),
    ],
    source: sourceOf(setting),
    named: `${name}_${monthInWords(month, setting.era)}`,
  })
}

const hospitalBlock = ({ hospitals, nearby }: HomeClinic) => {
  const isNearby = hospitals.length === 0 && nearby.length > 0
  return tableBlock(
    isNearby ? '入院の相談先' : '入院が必要なときの病院',
    [column('病院', true), column('電話', true)],
    (isNearby ? nearby : hospitals).map(({ name, phone }) => [printable(name), printable(phone)]),
    '入院先は、主治医がそのつどご相談します。',
  )
}

const dutyBlock = (duties: readonly DutyLine[]) => ({
  title: '当番の医師',
  text: ['次の日と時間は、当番の医師が主治医に代わって往診します。'],
  columns: [column('日と時間'), column('医師', true), column('医療機関'), column('電話', true)],
  rows: duties.flatMap(line =>
    line.holders.flatMap(holder =>
      holder
        ? [
            [
              `${spanInWords(line)}${line.tentative ? '※' : ''}`,
              printable(holder.name),
              printable(holder.clinic),
              printable(holder.phone),
            ],
          ]
        : [],
    ),
  ),
})
