import { type FiscalYear, firstDayOf, lastDayOf } from '../calendar/fiscal-year.ts'
import { daysBetween, type LocalDay } from '../time/local-day.ts'
import type { SchemeMember } from './duty-scheme.ts'

type Period = Pick<SchemeMember, 'joinedOn' | 'leftOn' | 'minUnits' | 'maxUnits' | 'share' | 'posts'>

/** What a member brings into a year: their share of it, units at least and at most, posts; null: no bound, all. */
export type MembershipInYear = { share: number; min: number; max: number | null; posts: string[] | null }

/**
 * All periods of one member in a fiscal year taken together, which touch it and do not overlap. Each counts by its
 * days: half a year of a full share, or a whole year of a half one, is a share of 0.5.
 *
 * - `min` is for the days of membership and rounded down: 5 a year from October on are 2.
 * - `max` is the mean over the days of membership, rounded up: a part of the year is no reason to bar anybody.
 * - `posts` are those of any period; which of them they may take in a unit is in `posts-in-unit.ts`.
 */
export function membershipInYear(year: FiscalYear, periods: readonly Period[]): MembershipInYear {
  const days = daysFrom(firstDayOf(year), lastDayOf(year))
  const counted = periods.map(period => ({ ...period, days: daysInside(period, year) }))
  const sum = (value: (period: Period) => number) =>
    counted.reduce((total, period) => total + value(period) * period.days, 0)
  const bounded = counted.every(({ maxUnits }) => maxUnits !== null)
  return {
    share: sum(({ share }) => share) / days,
    min: Math.floor(sum(({ minUnits }) => minUnits ?? 0) / days),
    max: bounded ? Math.ceil(sum(({ maxUnits }) => maxUnits ?? 0) / sum(() => 1)) : null,
    posts: periods.some(({ posts }) => posts === null)
      ? null
      : [...new Set(periods.flatMap(({ posts }) => posts ?? []))],
  }
}

const daysFrom = (first: LocalDay, last: LocalDay): number => daysBetween(first, last) + 1

function daysInside({ joinedOn, leftOn }: Period, year: FiscalYear): number {
  const [first, last] = [firstDayOf(year), lastDayOf(year)]
  return daysFrom(joinedOn > first ? joinedOn : first, leftOn !== null && leftOn < last ? leftOn : last)
}
