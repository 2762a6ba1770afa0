import type { Interval } from '../time/interval.ts'
import { eachDay, type LocalDay } from '../time/local-day.ts'
import { localDayOf } from '../time/tokyo.ts'

/** A period of membership: both days are included; null: no end is known. */
export type Period = { readonly joinedOn: LocalDay; readonly leftOn: LocalDay | null }

/** The first and the last day with an hour in it; what ends at 24:00 ends on that day, not at the 00:00 after it. */
export type Days = { readonly first: LocalDay; readonly last: LocalDay }

export const daysOf = ({ start, end }: Interval): Days => ({
  first: localDayOf(start),
  last: localDayOf(end - 1),
})

const isInside = ({ joinedOn, leftOn }: Period, day: LocalDay): boolean =>
  joinedOn <= day && (leftOn === null || day <= leftOn)

/**
 * The periods of one member that hold on these days: one that has all of them, or those that adjoin and have each.
 * Null when there is a day without membership. The periods do not overlap.
 */
export function periodsOn<Own extends Period>(
  periods: readonly Own[],
  { first, last }: Days,
): readonly Own[] | null {
  const whole = periods.find(period => isInside(period, first) && isInside(period, last))
  if (whole) return periods.length === 1 ? periods : [whole]
  const ofDays = eachDay(first, last).map(day => periods.find(period => isInside(period, day)))
  const holding = ofDays.filter(period => period !== undefined)
  return holding.length === ofDays.length ? [...new Set(holding)] : null
}

/** Whether somebody with these periods of membership belongs to the scheme on each day a duty has hours on. */
export const isMemberDuring = (periods: readonly Period[], hours: Interval): boolean =>
  periodsOn(periods, daysOf(hours)) !== null

/** True when the two share a day; a period may begin on the day after another ends. */
export const periodsOverlap = (a: Period, b: Period): boolean =>
  (b.leftOn === null || a.joinedOn <= b.leftOn) && (a.leftOn === null || b.joinedOn <= a.leftOn)
