import type { CoverageYear } from '../../server/coverage/year/coverage-year-view.ts'
import { type LocalDay, weekdayOf } from '../../server/time/local-day.ts'

export type DayState = CoverageYear['whole'][number]
export type DistrictYear = CoverageYear['districts'][number]
export type Gap = DistrictYear['gaps'][number]

/** In the order in which they worry; each has a sign of its own, so that none is told by its colour alone. */
export const SIGNS: Readonly<Record<DayState, string>> = {
  gap: '×',
  unpublished: '…',
  thin: '△',
  covered: '○',
  free: '',
}

export const STATES = Object.keys(SIGNS) as DayState[]

export type MonthOfDays = {
  /** Its first day. */
  readonly month: LocalDay
  /** Empty places before the first day, in a week that begins on Sunday. */
  readonly before: number
  readonly days: readonly { day: LocalDay; state: DayState }[]
}

/** The months of a year with their days. */
export function monthsOf(days: readonly LocalDay[], states: readonly DayState[]): MonthOfDays[] {
  const all = days.map((day, index) => ({ day, state: states[index] ?? 'free' }))
  return [...Map.groupBy(all, ({ day }) => day.slice(0, 7))].map(([month, own]) => ({
    month: `${month}-01`,
    before: weekdayOf(`${month}-01`),
    days: own,
  }))
}

/** How many days stand how. */
export const countsOf = (states: readonly DayState[]): Record<DayState, number> => {
  const counts = { gap: 0, unpublished: 0, thin: 0, covered: 0, free: 0 }
  for (const state of states) counts[state] += 1
  return counts
}

/** The gaps that are not over at `now`, an instant in epoch milliseconds. */
export const toCome = (gaps: readonly Gap[], now: number): Gap[] =>
  gaps.filter(({ end }) => Date.parse(end) > now)
