import { type Hours, ISO_WEEKDAYS, type StationCover } from '../../server/directory/stations/station-cover.ts'
import { isRoundTheClock } from '../../server/directory/stations/station-state.ts'
import type { Wording } from '../wording/wording.ts'

const spans = (words: Wording, hours: readonly Hours[]): string =>
  hours.length === 0
    ? words.stationHours.notThere
    : hours.map(({ from, to }) => words.stationHours.span(from, to)).join(words.stationHours.comma)

/** A week in as few lines as it can be said in: neighbouring days with the same hours share one. */
export function weekInWords(words: Wording, { weekly }: Pick<StationCover, 'weekly'>): string[] {
  if (weekly.length === 0) return [words.stations.noHours]
  if (isRoundTheClock({ weekly, dates: [] })) return [words.stations.roundTheClock]
  const days = ISO_WEEKDAYS.map(weekday =>
    spans(
      words,
      weekly.filter(hours => hours.weekday === weekday),
    ),
  )
  const lines: { first: number; last: number; hours: string }[] = []
  days.forEach((hours, index) => {
    const before = lines.at(-1)
    if (before?.hours === hours) before.last = index
    else lines.push({ first: index, last: index, hours })
  })
  const name = (index: number) => words.stationHours.weekdays[index] ?? ''
  return lines.map(({ first, last, hours }) =>
    words.stationHours.line(
      first === last ? name(first) : words.stationHours.range(name(first), name(last)),
      hours,
    ),
  )
}

/** The days unlike the usual ones, a line each. */
export const datesInWords = (words: Wording, { dates }: Pick<StationCover, 'dates'>): string[] =>
  dates.map(({ from, to, hours }) =>
    words.stationHours.line(words.stationHours.days(from, to), spans(words, hours)),
  )
