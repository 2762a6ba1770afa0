import { type Hours, ISO_WEEKDAYS, type IsoWeekday } from '../../server/directory/stations/station-cover.ts'
import type { Station } from '../../server/directory/stations/station-view.ts'

/** The hours of a station as they are typed: seven days of the week, Monday first, and days unlike them. */
export type HoursDraft = {
  nightPhone: string
  week: Hours[][]
  dates: Station['cover']['dates']
}

export const draftOf = ({ nightPhone, cover }: Pick<Station, 'nightPhone' | 'cover'>): HoursDraft => ({
  nightPhone,
  week: ISO_WEEKDAYS.map(weekday =>
    cover.weekly.filter(hours => hours.weekday === weekday).map(({ from, to }) => ({ from, to })),
  ),
  dates: cover.dates,
})

export const coverOf = ({ week, dates }: HoursDraft): Station['cover'] => ({
  weekly: ISO_WEEKDAYS.flatMap((weekday, index) => (week[index] ?? []).map(hours => ({ weekday, ...hours }))),
  dates,
})

export const differs = (draft: HoursDraft, station: Station): boolean =>
  JSON.stringify(draft) !== JSON.stringify(draftOf(station))

/** What a button fills the week with. */
const PATTERNS = {
  everyDay: { weekdays: ISO_WEEKDAYS, hours: { from: '00:00', to: '24:00' } },
  workNights: { weekdays: [1, 2, 3, 4, 5], hours: { from: '17:00', to: '09:00' } },
  workDays: { weekdays: [1, 2, 3, 4, 5], hours: { from: '09:00', to: '18:00' } },
  clear: { weekdays: [], hours: { from: '00:00', to: '24:00' } },
} as const satisfies Record<string, { weekdays: readonly IsoWeekday[]; hours: Hours }>

export type Pattern = keyof typeof PATTERNS

export const weekOf = (pattern: Pattern): Hours[][] => {
  const { weekdays, hours } = PATTERNS[pattern]
  return ISO_WEEKDAYS.map(weekday => (weekdays.some(each => each === weekday) ? [hours] : []))
}

/** The week with one of its days replaced. */
export const withDay = (week: readonly Hours[][], day: number, hours: Hours[]): Hours[][] =>
  week.map((before, index) => (index === day ? hours : before))

/** Times to choose from, each half hour; `24:00` only ends. A time that is none of them but was kept is offered too. */
export function timesFor(end: 'from' | 'to', kept: string): string[] {
  const halves = Array.from({ length: end === 'to' ? 49 : 48 }, (_, index) => {
    const [hour, minute] = [Math.floor(index / 2), (index % 2) * 30]
    return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  })
  return halves.includes(kept) ? halves : [...halves, kept].sort()
}
