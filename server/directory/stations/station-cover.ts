import { isLocalDay, type LocalDay } from '../../time/local-day.ts'
import { isLocalTime, type LocalTime } from '../../time/tokyo.ts'

/** 1 = Monday … 7 = Sunday, as in ISO 8601: the week of a station's hours begins on Monday. */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const ISO_WEEKDAYS: readonly IsoWeekday[] = [1, 2, 3, 4, 5, 6, 7]

/** From a time of a day to another in Asia/Tokyo; a `to` that is not later than `from` is of the next day. */
export type Hours = { readonly from: LocalTime; readonly to: LocalTime }

type WeeklyHours = Hours & { readonly weekday: IsoWeekday }

/** Days, both included, on which `hours` replace the weekly ones; none: the station is not there. */
export type DateHours = { readonly from: LocalDay; readonly to: LocalDay; readonly hours: readonly Hours[] }

/** When a station's nurse can be called: the hours of its 24-hour system by weekday and date (domain.md §3). */
export type StationCover = { readonly weekly: readonly WeeklyHours[]; readonly dates: readonly DateHours[] }

export const ROUND_THE_CLOCK: StationCover = {
  weekly: ISO_WEEKDAYS.map(weekday => ({ weekday, from: '00:00', to: '24:00' })),
  dates: [],
}

/** More than any station writes down; it bounds what one station can cost the gate. */
const MOST_WEEKLY_HOURS = 50
const MOST_DATE_HOURS = 100
const MOST_HOURS_OF_DAY = 5

export type CoverProblem = {
  /** `weekly.3.from`, `dates.0.to`, `dates.0.hours.1.from`. */
  readonly field: string
  readonly reason: 'notATime' | 'notADay' | 'endsBeforeStart' | 'overlapsAnother' | 'tooMany'
}

/** What is wrong with hours as they were typed, all at once; nothing when they can be kept. */
export function problemsOfCover(cover: StationCover): CoverProblem[] {
  const { weekly, dates } = cover
  return [
    ...atMost('weekly', weekly, MOST_WEEKLY_HOURS),
    ...weekly.flatMap((hours, index) => problemsOfHours(`weekly.${index}`, hours)),
    ...atMost('dates', dates, MOST_DATE_HOURS),
    ...dates.flatMap((days, index) => [
      ...problemsOfDays(`dates.${index}`, days, dates.slice(0, index)),
      ...atMost(`dates.${index}.hours`, days.hours, MOST_HOURS_OF_DAY),
      ...days.hours.flatMap((hours, at) => problemsOfHours(`dates.${index}.hours.${at}`, hours)),
    ]),
  ]
}

const problem = (field: string, reason: CoverProblem['reason'], wrong: boolean): CoverProblem[] =>
  wrong ? [{ field, reason }] : []

const atMost = (field: string, list: readonly unknown[], most: number): CoverProblem[] =>
  problem(field, 'tooMany', list.length > most)

/** `24:00` ends a day; hours that begin then begin at `00:00` of the next. */
const problemsOfHours = (field: string, { from, to }: Hours): CoverProblem[] => [
  ...problem(`${field}.from`, 'notATime', !isLocalTime(from) || from === '24:00'),
  ...problem(`${field}.to`, 'notATime', !isLocalTime(to)),
]

/** Two entries for one day would leave open which of them holds. */
function problemsOfDays(field: string, days: DateHours, before: readonly DateHours[]): CoverProblem[] {
  const { from, to } = days
  if (!isLocalDay(from) || !isLocalDay(to))
    return [
      ...problem(`${field}.from`, 'notADay', !isLocalDay(from)),
      ...problem(`${field}.to`, 'notADay', !isLocalDay(to)),
    ]
  if (to < from) return [{ field: `${field}.to`, reason: 'endsBeforeStart' }]
  return problem(
    `${field}.from`,
    'overlapsAnother',
    before.some(other => from <= other.to && other.from <= to),
  )
}
