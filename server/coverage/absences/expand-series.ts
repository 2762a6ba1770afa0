import { hoursFrom } from '../../duty/hours-of-day.ts'
import type { Interval } from '../../time/interval.ts'
import { eachDay, type LocalDay, weekdayOf } from '../../time/local-day.ts'
import type { LocalTime } from '../../time/tokyo.ts'

/** The same hours on some weekdays, every week from one day to another, both included. */
export type WeeklyHours = {
  /** 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[]
  readonly fromTime: LocalTime
  /** At or before `fromTime`: of the next day. */
  readonly toTime: LocalTime
  readonly fromDay: LocalDay
  readonly toDay: LocalDay
}

/** More than a year of every day is no series any more. */
export const MOST_OF_SERIES = 400

const isoWeekday = (day: LocalDay): number => weekdayOf(day) || 7

/** The hours of a series in order of time, as many as there are. */
export const hoursOfSeries = ({ weekdays, fromTime, toTime, fromDay, toDay }: WeeklyHours): Interval[] =>
  eachDay(fromDay, toDay)
    .filter(day => weekdays.includes(isoWeekday(day)))
    .map(day => hoursFrom(day, fromTime, toTime))
