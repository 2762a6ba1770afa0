import { hoursOfCover } from '../directory/stations/hours-of-cover.ts'
import { type LinkedStation, nurseCoverOf } from '../directory/stations/nurse-cover.ts'
import type { DateHours, Hours, IsoWeekday, StationCover } from '../directory/stations/station-cover.ts'
import { subtract } from '../time/interval.ts'
import type { LocalDay } from '../time/local-day.ts'
import { instantOf } from '../time/tokyo.ts'
import type { Month } from './dates-in-words.ts'
import { hoursOfMonth } from './duty-lines.ts'
import { printable } from './printable-text.ts'
import { column, tableBlock } from './setting.ts'
import type { Block } from './sheet-view.ts'

/** A visiting-nurse station as it is called. `cover` null: its hours are not known, or not proven. */
export type StationContact = { name: string; nightPhone: string; cover: StationCover | null }

/**
 * Whether the links of one station prove all of its own hours in what is left of the month as of `today`, or in the
 * whole of a month that is over (domain.md §3: expired means unknown).
 */
export function isProvenIn(links: readonly LinkedStation[], month: Month, today: LocalDay): boolean {
  const { start, end } = hoursOfMonth(month)
  const now = instantOf(today, '00:00')
  const window = { start: start < now && now < end ? now : start, end }
  const [station] = links
  if (!station) return false
  const outside = subtract(hoursOfCover(station.cover, window), [window])
  const hours = subtract(hoursOfCover(station.cover, window), outside)
  const proven = links.flatMap(link => nurseCoverOf(link, window, today))
  return hours.length > 0 && subtract(hours, proven).length === 0
}

/** 訪問看護ステーション: days, hours and the number to call at night. */
export const stationBlock = (title: string, stations: readonly StationContact[], month: Month): Block =>
  tableBlock(
    title,
    [column('名称'), column('担当の曜日と時間'), column('夜間の電話', true)],
    stations.map(({ name, nightPhone, cover }) => [
      printable(name),
      cover ? coverInWords(cover, month) : '要確認',
      printable(nightPhone),
    ]),
    '登録された訪問看護ステーションはありません。',
  )

const WEEKDAYS: Readonly<Record<IsoWeekday, string>> = {
  1: '月',
  2: '火',
  3: '水',
  4: '木',
  5: '金',
  6: '土',
  7: '日',
}

/** `毎日 24時間`, `月・火 18:00～翌9:00、土・日 24時間`, and what differs on dates of the month. */
export function coverInWords({ weekly, dates }: StationCover, month: Month): string {
  const byDay = Map.groupBy(weekly, ({ weekday }) => weekday)
  const days = [...byDay].toSorted(([a], [b]) => a - b)
  const alike = Map.groupBy(days, ([, hours]) => hoursInWords(hours))
  const usual = [...alike].map(([hours, group]) => {
    const names = group.length === 7 ? '毎日' : group.map(([weekday]) => WEEKDAYS[weekday]).join('・')
    return `${names} ${hours}`
  })
  return [...usual, ...dates.filter(date => touches(date, month)).map(dateInWords)].join('、') || '要確認'
}

const touches = ({ from, to }: DateHours, month: Month): boolean =>
  from.slice(0, 7) <= month && month <= to.slice(0, 7)

const dateInWords = ({ from, to, hours }: DateHours): string =>
  `${from === to ? dayOf(from) : `${dayOf(from)}～${dayOf(to)}`}は${
    hours.length > 0 ? hoursInWords(hours) : '休み'
  }`

const dayOf = (day: LocalDay): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

const hoursInWords = (hours: readonly Hours[]): string =>
  hours
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, to }) => {
      if (from === '00:00' && to === '24:00') return '24時間'
      return `${from}～${to > from ? '' : '翌'}${to}`
    })
    .join('と')
