import type { LinkedStation } from '../../../../server/directory/stations/nurse-cover.ts'

const MINUTE = 60_000

/** Tokyo's calendar at an instant, as text: nine hours ahead, no summer time. */
const tokyo = (instant: number): string => new Date(instant + 9 * 60 * MINUTE).toISOString()

/**
 * The oracle: one minute of one station, judged by comparing the texts on the station's sheet. Knows nothing of
 * intervals.
 */
function isCovered(station: LinkedStation, minute: number, today: string): boolean {
  const day = tokyo(minute).slice(0, 10)
  const eve = tokyo(minute - 24 * 60 * MINUTE).slice(0, 10)
  const time = tokyo(minute).slice(11, 16)

  if (day < station.link.from || (station.link.to !== null && day > station.link.to)) return false
  if (station.closedOn !== null && day >= station.closedOn) return false
  const proven = station.evidence.some(
    proof =>
      proof.withdrawnAt === null &&
      proof.checkedOn <= today &&
      proof.checkedOn <= day &&
      day <= proof.validUntil,
  )
  if (!proven) return false

  const fromToday = hoursOn(station, day).some(({ from, to }) =>
    to > from ? from <= time && time < to : from <= time,
  )
  const special = exceptionOf(station, day)
  const nightIsCutOff = special !== undefined && exceptionOf(station, eve) !== special
  const fromTheNightBefore = hoursOn(station, eve).some(({ from, to }) => to <= from && time < to)
  return fromToday || (!nightIsCutOff && fromTheNightBefore)
}

const exceptionOf = (station: LinkedStation, day: string) =>
  station.cover.dates.find(({ from, to }) => from <= day && day <= to)

function hoursOn(station: LinkedStation, day: string) {
  const sundayLast = new Date(`${day}T12:00:00Z`).getUTCDay() || 7
  return (
    exceptionOf(station, day)?.hours ?? station.cover.weekly.filter(({ weekday }) => weekday === sundayLast)
  )
}

/** Every minute of a window of whole minutes that no station covers. */
export function uncoveredMinutes(
  stations: readonly LinkedStation[],
  window: { start: number; end: number },
  today: string,
): number[] {
  const minutes: number[] = []
  for (let minute = window.start; minute < window.end; minute += MINUTE)
    if (!stations.some(station => isCovered(station, minute, today))) minutes.push(minute)
  return minutes
}

export const minutesOf = (intervals: readonly { start: number; end: number }[]): number[] =>
  intervals.flatMap(({ start, end }) =>
    Array.from({ length: (end - start) / MINUTE }, (_, index) => start + index * MINUTE),
  )
