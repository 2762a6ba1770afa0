import { ja } from '../../web/wording/ja.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { Instant } from '../time/clock.ts'
import { dayInWords, hoursInWords } from '../time/hours-in-words.ts'
import type { Interval } from '../time/interval.ts'
import type { LocalDay } from '../time/local-day.ts'
import { dateInWords, fiscalYearInWords, momentInWords } from './dates-in-words.ts'
import { printable } from './printable-text.ts'
import type { Block, Column, Era, Sheet } from './sheet-view.ts'

/** A published version that a sheet shows, with the last change made after it. */
export type Version = {
  fiscalYear: FiscalYear
  number: number
  publishedAt: Instant
  changedAt: Instant | null
}

/** What every sheet is made in. */
export type Surroundings = {
  era: Era
  today: LocalDay
  fiscalYear: FiscalYear
  /** True when anything on it is of an invented district. */
  invented: boolean
}

/** What every sheet of a scheme is made from beside its duties. */
export type Setting = Surroundings & {
  association: string
  scheme: { name: string; shortName: string; posts: readonly string[] }
  /** Of the year, and of its neighbour where a month at the year's edge needs it. */
  versions: readonly Version[]
}

type Given = Pick<Sheet, 'title' | 'about' | 'blocks' | 'source'> & {
  notes: string[]
  columns?: 1 | 2
  named: string
}

const INVENTED = '架空の地区（見本）です。電話番号はつながりません。'
const TENTATIVE = '※の当番は、国がまだ公表していない祝日によるもので、変わることがあります（予定）。'

/** The frame that all sheets share: when it was made, what must be said of it, under what name it is kept. */
export function sheetOf(surroundings: Surroundings, { named, columns = 1, notes, ...given }: Given): Sheet {
  const { era, today, invented } = surroundings
  const marked = given.blocks.some(({ rows }) => rows.some(row => row.some(text => text.includes('※'))))
  return {
    ...given,
    columns,
    notes: [...notes, ...(marked ? [TENTATIVE] : []), ...(invented ? [INVENTED] : [])],
    madeOn: today,
    made: `${dateInWords(today, era)} 作成`,
    fileName: [given.title, named].map(inFileName).join('_'),
  }
}

/** `第2版（2026年2月20日 14:00公開）`, with the last change after it, and its year where it is another. */
export const sourceOf = ({ versions, era, fiscalYear }: Setting): string =>
  versions
    .map(version => {
      const year = version.fiscalYear === fiscalYear ? '' : fiscalYearInWords(version.fiscalYear, era)
      const change = version.changedAt === null ? '' : `・${momentInWords(version.changedAt, era)}変更`
      return `${year}第${version.number}版（${momentInWords(version.publishedAt, era)}公開${change}）`
    })
    .join('、')

const inFileName = (text: string): string => printable(text).replace(/[\s\\/:*?"<>|]+/g, '')

export const postInWords = (post: string): string => printable(ja.roster.posts[post] ?? post)

export const column = (label: string, strong = false): Column => ({ label, strong })

export const textBlock = (title: string | null, text: string[]): Block => ({
  title,
  text,
  columns: [],
  rows: [],
})

/** A table; `none` is said in its place when it has no row. */
export const tableBlock = (title: string | null, columns: Column[], rows: string[][], none: string): Block =>
  rows.length > 0 ? { title, text: [], columns, rows } : textBlock(title, [none])

/** `5日（日）` */
export const shortDayInWords = (day: LocalDay): string => dayInWords(day).replace(/^\d+月/, '')

/** `4月4日（土）12:00～4月5日（日）24:00` */
export const spanInWords = (hours: Interval): string => hoursInWords(hours).replace(/（[\d.]+時間）$/, '')

/** `4日12:00～5日24:00`, in a list of one month. */
export const shortSpanInWords = (hours: Interval): string => ja.dates.shortSpan(hours)
