import { type LocalDay, weekdayOf } from '../time/local-day.ts'
import type { ClosedDay } from './closed-days.ts'
import type { NationalHoliday } from './national-holidays.ts'

/**
 * A day as the duty desk sees it. It is closed when it is a national holiday, a Sunday or on the
 * association's list; `closedBy` names the first of these that holds, and `label` says it in Japanese.
 */
export type CalendarDay = {
  readonly day: LocalDay
  readonly closed: boolean
  readonly closedBy: 'nationalHoliday' | 'sunday' | 'association' | null
  /** True when the association's list names the day, whatever else closes it. */
  readonly listed: boolean
  /** 祝日名, 日曜日, the association's own words, or for an open day 月曜日 … 土曜日. */
  readonly label: string
  /** 予定: the day is a national holiday of a year not yet announced. */
  readonly tentative: boolean
}

const WEEKDAYS = ['日曜日', '月曜日', '火曜日', '水曜日', '木曜日', '金曜日', '土曜日'] as const

export function calendarDay(day: LocalDay, holiday?: NationalHoliday, listed?: ClosedDay): CalendarDay {
  const weekday = WEEKDAYS[weekdayOf(day)]
  const shared = { day, listed: listed !== undefined, tentative: holiday?.tentative ?? false }
  if (holiday) return { ...shared, closed: true, closedBy: 'nationalHoliday', label: holiday.name }
  if (weekday === '日曜日') return { ...shared, closed: true, closedBy: 'sunday', label: weekday }
  if (listed) return { ...shared, closed: true, closedBy: 'association', label: listed.label }
  return { ...shared, closed: false, closedBy: null, label: weekday }
}
