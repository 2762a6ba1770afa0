import { firstDayOf } from '../calendar/fiscal-year.ts'
import { overlaps } from '../time/interval.ts'
import { yearOf } from '../time/local-day.ts'
import { instantOf } from '../time/tokyo.ts'
import { fiscalYearInWords, type Month, yearInWords } from './dates-in-words.ts'
import type { DutyLine } from './duty-lines.ts'
import { printable } from './printable-text.ts'
import {
  column,
  postInWords,
  type Setting,
  sheetOf,
  shortDayInWords,
  shortSpanInWords,
  sourceOf,
} from './setting.ts'
import type { Block, Era, Sheet } from './sheet-view.ts'

/** 年間当番表: the whole fiscal year on the wall, month by month in two columns. */
export function yearPoster(setting: Setting, lines: readonly DutyLine[]): Sheet {
  const { scheme, fiscalYear, era, association } = setting
  const columns = [column('日'), column('時間'), ...scheme.posts.map(post => column(postInWords(post), true))]
  const byMonth = Map.groupBy(lines, line => monthOf(line))
  const months: Block[] = [...byMonth].map(([month, held]) => ({
    title: titleOf(month, fiscalYear, era),
    text: [],
    columns,
    rows: held.map(line => rowOf(line, held)),
  }))
  return sheetOf(setting, {
    title: '年間当番表',
    about: `${printable(scheme.name)}　${fiscalYearInWords(fiscalYear, era)}`,
    notes: [printable(association)],
    columns: 2,
    blocks: months,
    source: sourceOf(setting),
    named: `${scheme.shortName}_${fiscalYearInWords(fiscalYear, era)}`,
  })
}

const monthOf = ({ day }: DutyLine): Month => day.slice(0, 7)

/** `4月`; the new calendar year is said from January on: `1月（令和9年）`. */
function titleOf(month: Month, fiscalYear: number, era: Era): string {
  const number = `${Number(month.slice(5))}月`
  const first = `${month}-01`
  return yearOf(first) === yearOf(firstDayOf(fiscalYear)) ? number : `${number}（${yearInWords(first, era)}）`
}

/** The hours beside the day they are of, which is said again only where they leave it. */
function hoursBeside(line: DutyLine): string {
  const words = shortSpanInWords(line)
  const isOfDay = instantOf(line.day, '00:00') <= line.start && line.end <= instantOf(line.day, '24:00')
  return isOfDay ? words.replace(/^\d+日/, '') : words
}

/** The unit's own name is said only where another is at the same time: those of two blocks (ブロック). */
function rowOf(line: DutyLine, month: readonly DutyLine[]): string[] {
  const others = month.some(other => other.unitId !== line.unitId && overlaps(other, line))
  const day = `${shortDayInWords(line.day)}${line.tentative ? '※' : ''}`
  return [
    others ? `${day} ${printable(line.label)}` : day,
    hoursBeside(line),
    ...line.holders.map(holder => (holder ? printable(holder.name) : '')),
  ]
}
