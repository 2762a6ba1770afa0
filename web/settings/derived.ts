import { type FiscalYear, firstDayOf, lastDayOf } from '../../server/calendar/fiscal-year.ts'
import type { AssociationSettings } from '../../server/directory/association-settings-view.ts'
import { eachDay, isLocalDay, type LocalDay } from '../../server/time/local-day.ts'

export type ClosedDay = AssociationSettings['closedDays'][number]

/** Both lists in order of days; a day that is there already keeps its label. */
export function withDays(days: readonly ClosedDay[], added: readonly ClosedDay[]): ClosedDay[] {
  const each = new Map([...added, ...days].map(closed => [closed.day, closed]))
  return [...each.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

export const withoutDay = (days: readonly ClosedDay[], day: LocalDay): ClosedDay[] =>
  days.filter(closed => closed.day !== day)

export const inFiscalYear = (days: readonly ClosedDay[], year: FiscalYear): ClosedDay[] =>
  days.filter(({ day }) => firstDayOf(year) <= day && day <= lastDayOf(year))

/** What is typed to add days: one, or all up to a last one; empty text where nothing is typed. */
export type NewDays = { first: string; last: string; label: string }
export type NewDaysError = 'missing' | 'otherYear' | 'endsBeforeItBegins'

/** What is wrong with it, by field. Days are added to the fiscal year on the screen only, so that they are seen. */
export function errorsOf(
  { first, last, label }: NewDays,
  year: FiscalYear,
): Partial<Record<keyof NewDays, NewDaysError>> {
  const within = (day: string) => isLocalDay(day) && firstDayOf(year) <= day && day <= lastDayOf(year)
  return {
    ...(first === '' ? { first: 'missing' as const } : within(first) ? {} : { first: 'otherYear' as const }),
    ...(last === '' || (within(last) && first <= last)
      ? {}
      : { last: within(last) ? ('endsBeforeItBegins' as const) : ('otherYear' as const) }),
    ...(label.trim() === '' ? { label: 'missing' as const } : {}),
  }
}

/** The days of a valid `NewDays`. */
export const daysOf = ({ first, last, label }: NewDays): ClosedDay[] =>
  eachDay(first, last || first).map(day => ({ day, label: label.trim() }))

/** True when there is something to save. */
export const differs = (a: AssociationSettings, b: AssociationSettings): boolean =>
  a.name !== b.name || a.shortName !== b.shortName || differingDays(a, b).length > 0

/** The days on which two settings disagree: closed in one only, or under another label. */
export function differingDays(
  mine: Pick<AssociationSettings, 'closedDays'>,
  theirs: Pick<AssociationSettings, 'closedDays'>,
): { day: LocalDay; mine: string | null; theirs: string | null }[] {
  const labels = (days: readonly ClosedDay[]) => new Map(days.map(({ day, label }) => [day, label]))
  const [own, other] = [labels(mine.closedDays), labels(theirs.closedDays)]
  return [...new Set([...own.keys(), ...other.keys()])]
    .filter(day => own.get(day) !== other.get(day))
    .sort()
    .map(day => ({ day, mine: own.get(day) ?? null, theirs: other.get(day) ?? null }))
}
