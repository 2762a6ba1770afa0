import { hoursOf, type Interval } from './interval.ts'
import { addDays, type LocalDay, weekdayOf } from './local-day.ts'
import { localDayOf, localTimeOf } from './tokyo.ts'

const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'] as const

/** `4月5日（日）` */
export function dayInWords(day: LocalDay): string {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日（${WEEKDAYS[weekdayOf(day)]}）`
}

/**
 * `4月4日（土）12:00～4月5日（日）24:00（36時間）`, in Tokyo. An end at midnight is written as 24:00 of the
 * day it closes (domain.md §3); the day is not repeated when it is the same.
 */
export function hoursInWords(interval: Interval): string {
  const from = localDayOf(interval.start)
  const midnight = localTimeOf(interval.end) === '00:00'
  const to = midnight ? addDays(localDayOf(interval.end), -1) : localDayOf(interval.end)
  const end = midnight ? '24:00' : localTimeOf(interval.end)
  const until = to === from ? end : `${dayInWords(to)}${end}`
  return `${dayInWords(from)}${localTimeOf(interval.start)}～${until}（${hoursOf(interval)}時間）`
}
