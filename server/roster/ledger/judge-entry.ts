import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { HolidayClass } from '../../calendar/holiday-class.ts'
import { countsBefore, type LedgerEntry, type PublishedYear } from './balances.ts'
import type { NewLedgerEntry } from './ledger-view.ts'

/** The ledger that an entry is to come into; `isNew`: whom it is about has neither a balance nor an entry yet. */
export type LedgerSoFar = {
  published: readonly PublishedYear[]
  entries: readonly LedgerEntry[]
  isNew: boolean
}

/**
 * The fields in which a new entry for `year` cannot be right: a count that takes back more duties than were held by
 * then, or by a later year, and `points` where nothing at all is said. No points say something of a newcomer alone,
 * who then starts at nought and not at the mean. Balances have no such floor: below nought is who did less than others.
 */
export function judgeEntry(
  { physicianId, points, counts, heldLastYear }: NewLedgerEntry,
  year: FiscalYear,
  { published, entries, isNew }: LedgerSoFar,
): string[] {
  const saysSomething =
    points !== 0 || counts.some(({ count }) => count !== 0) || Object.values(heldLastYear).some(isSaid)
  // Between entries a count only grows: it is lowest in a year that something was entered for.
  const later = entries.filter(entry => entry.person === physicianId && entry.year > year)
  const held = [year, ...later.map(entry => entry.year)].map(
    each => countsBefore(each, published, entries).get(physicianId) ?? {},
  )
  const isTooMany = (holidayClass: HolidayClass, count: number): boolean =>
    count < 0 && held.some(counts => (counts[holidayClass] ?? 0) + count < 0)
  return [
    ...(saysSomething || isNew ? [] : ['points']),
    ...counts.flatMap(({ holidayClass, count }, index) =>
      isTooMany(holidayClass, count) ? [`counts.${index}.count`] : [],
    ),
  ]
}

const isSaid = (said: boolean | undefined): boolean => said !== undefined
