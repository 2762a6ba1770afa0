import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { AssociationView } from '../../server/directory/directory-view.ts'

type RosterYear = AssociationView['schemes'][number]['years'][number]

/** The years a scheme has anything of, with this year and the next in any case; the newest last. */
export function yearsToShow(years: readonly RosterYear[], thisYear: FiscalYear): RosterYear[] {
  const missing = [thisYear, thisYear + 1].filter(year =>
    years.every(({ fiscalYear }) => fiscalYear !== year),
  )
  const empty = missing.map(fiscalYear => ({ fiscalYear, drafted: false, published: null }))
  return [...years, ...empty].toSorted((a, b) => a.fiscalYear - b.fiscalYear)
}

export type RosterState = { kind: 'published'; number: number } | { kind: 'drafted' } | { kind: 'notDrafted' }

/** How far a year has come; a published version counts before a draft. */
export function stateOf({ drafted, published }: RosterYear): RosterState {
  if (published !== null) return { kind: 'published', number: published }
  return { kind: drafted ? 'drafted' : 'notDrafted' }
}
