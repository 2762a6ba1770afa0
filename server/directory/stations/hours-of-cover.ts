import type { Instant } from '../../time/clock.ts'
import { DAY, type Interval, union } from '../../time/interval.ts'
import { weekdayOf } from '../../time/local-day.ts'
import { instantOf, type LocalTime, localDayOf } from '../../time/tokyo.ts'
import type { Hours, IsoWeekday, StationCover } from './station-cover.ts'

/** Hours from the midnight a day begins with; past `DAY` they are of the next day. */
type HoursFromMidnight = { readonly from: number; readonly to: number }

type Exception = Interval & { readonly hours: readonly HoursFromMidnight[] }

/**
 * The instants at which a station is there by its own hours, as the fewest intervals, sorted. They reach over the
 * edges of `window` by at most a day. Hours that run past midnight belong to the day they begin on; days with hours of
 * their own begin sharply at 00:00, whatever night came before them.
 */
export function hoursOfCover(cover: StationCover, window: Interval): Interval[] {
  const weekly = hoursByWeekday(cover)
  const exceptions = cover.dates.map(exceptionOf)
  const exceptionAt = (midnight: Instant) =>
    exceptions.find(({ start, end }) => start <= midnight && midnight < end)

  const hours: Interval[] = []
  // The night before the window may reach into it. Tokyo has no summer time: every day is as long as another.
  const eve = instantOf(localDayOf(window.start), '00:00') - DAY
  let weekday: number = weekdayOf(localDayOf(eve))
  let exception = exceptionAt(eve)
  for (let midnight = eve; midnight < window.end; midnight += DAY) {
    const next = exceptionAt(midnight + DAY)
    const latest = next && next !== exception ? midnight + DAY : Number.POSITIVE_INFINITY
    for (const { from, to } of exception?.hours ?? weekly[weekday] ?? [])
      hours.push({ start: midnight + from, end: Math.min(midnight + to, latest) })
    weekday = (weekday + 1) % 7
    exception = next
  }
  return union(hours)
}

/** Indexed as `weekdayOf` counts: Sunday, which a station's week ends with, is 0. */
const hoursByWeekday = ({ weekly }: StationCover): HoursFromMidnight[][] =>
  ([7, 1, 2, 3, 4, 5, 6] satisfies IsoWeekday[]).map(weekday =>
    weekly.filter(hours => hours.weekday === weekday).map(fromMidnight),
  )

const exceptionOf = ({ from, to, hours }: StationCover['dates'][number]): Exception => ({
  start: instantOf(from, '00:00'),
  end: instantOf(to, '24:00'),
  hours: hours.map(fromMidnight),
})

const fromMidnight = ({ from, to }: Hours): HoursFromMidnight => ({
  from: lengthTo(from),
  to: to > from ? lengthTo(to) : lengthTo(to) + DAY,
})

const lengthTo = (time: LocalTime): number => instantOf('1970-01-01', time) - instantOf('1970-01-01', '00:00')
