import { type Interval, union } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { instantOf } from '../../time/tokyo.ts'
import { type Evidence, hoursOfEvidence } from './evidence.ts'
import { hoursOfCover } from './hours-of-cover.ts'
import type { StationCover } from './station-cover.ts'

/** A station as it stands behind a scheme, a physician or a clinic (24時間連携). */
export type LinkedStation = {
  readonly id: string
  readonly name: string
  readonly cover: StationCover
  readonly evidence: readonly Evidence[]
  /** The first day it is no longer there; null: it is. */
  readonly closedOn: LocalDay | null
  /** Both days included; `to` null: until further notice. */
  readonly link: { readonly from: LocalDay; readonly to: LocalDay | null }
}

/**
 * The instants of `window` at which the station's nurse can be relied on, as the fewest intervals, sorted: its hours
 * have them, at least one proof holds, the link is in force and the station has not closed. What is not known counts
 * as not there (domain.md §3: expired means unknown, never satisfied). `today` is the day in Tokyo of whoever asks.
 */
export function nurseCoverOf(station: LinkedStation, window: Interval, today: LocalDay): Interval[] {
  const { link, closedOn } = station
  const inForce = {
    start: Math.max(window.start, instantOf(link.from, '00:00')),
    end: Math.min(
      window.end,
      link.to === null ? window.end : instantOf(link.to, '24:00'),
      closedOn === null ? window.end : instantOf(closedOn, '00:00'),
    ),
  }
  if (inForce.end <= inForce.start) return []
  const hours = hoursOfCover(station.cover, inForce)
  const proofs = station.evidence.map(evidence => hoursOfEvidence(evidence, today))
  return union(proofs.filter(proof => proof !== null))
    .flatMap(proof => within([proof], inForce))
    .flatMap(proof => within(hours, proof))
}

/** What several stations cover jointly (domain.md §2 I, Nomi), as the fewest intervals, sorted. */
export const jointCover = (
  stations: readonly LinkedStation[],
  window: Interval,
  today: LocalDay,
): Interval[] => union(stations.flatMap(station => nurseCoverOf(station, window, today)))

/** The instants of `window` at which none of the stations can be relied on, as the fewest intervals, sorted. */
export const uncoveredBy = (
  stations: readonly LinkedStation[],
  window: Interval,
  today: LocalDay,
): Interval[] => gapsIn(jointCover(stations, window, today), window)

/**
 * The instants of `hours` that `cover` lacks, as the fewest intervals, sorted. `cover` is sorted and merged, as
 * `jointCover` gives it: a year's is worked out once and then asked for every unit.
 */
export function gapsIn(cover: readonly Interval[], hours: Interval): Interval[] {
  const gaps: Interval[] = []
  let from = hours.start
  for (let index = firstEndingAfter(cover, hours.start); index < cover.length; index++) {
    const covered = cover[index]
    if (!covered || covered.start >= hours.end) break
    if (covered.start > from) gaps.push({ start: from, end: covered.start })
    from = covered.end
  }
  if (from < hours.end) gaps.push({ start: from, end: hours.end })
  return gaps
}

/** Where in sorted, merged intervals the first one ends after an instant; their number when none does. */
function firstEndingAfter(intervals: readonly Interval[], instant: number): number {
  let [low, high] = [0, intervals.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((intervals[middle]?.end ?? 0) > instant) high = middle
    else low = middle + 1
  }
  return low
}

const within = (intervals: readonly Interval[], bounds: Interval): Interval[] =>
  intervals
    .map(({ start, end }) => ({ start: Math.max(start, bounds.start), end: Math.min(end, bounds.end) }))
    .filter(({ start, end }) => start < end)
