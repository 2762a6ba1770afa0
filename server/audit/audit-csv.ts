import { wallClockOf } from '../time/tokyo.ts'
import type { ChainedEntry } from './audit-entry.ts'

/** The byte-order mark by which Excel knows UTF-8. */
const BOM = '\uFEFF'

const HEADINGS = [
  '通し番号',
  '日時',
  '操作',
  '操作者',
  '代行の対象者',
  '医師会',
  '対象',
  '内容',
  '接続元',
  'ハッシュ値',
]

/** The first line of an audit export, for Excel: UTF-8 with byte-order mark, lines ended by CRLF. */
export const csvHeading = (): string => `${BOM}${HEADINGS.join(',')}\r\n`

/** One entry as a line; the time is the wall clock of Asia/Tokyo to the second. */
export function csvLine(entry: ChainedEntry): string {
  const seconds = String(Math.floor(entry.at / 1_000) % 60).padStart(2, '0')
  const cells = [
    String(entry.seq),
    `${wallClockOf(entry.at).replace('T', ' ')}:${seconds}`,
    entry.action,
    entry.actorId ?? '',
    entry.onBehalfOf ?? '',
    entry.associationId ?? '',
    entry.resource,
    entry.detail === '{}' ? '' : entry.detail,
    entry.address ?? '',
    entry.hash,
  ]
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** What a spreadsheet would take for a formula, also in full width, as Japanese input methods write it. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** A cell as text: quoted, and with an apostrophe before it where it would be run as a formula. */
export const csvCell = (text: string): string =>
  `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
