import type { SessionView } from '../../server/identity/identity-view.ts'
import type { SheetKind } from '../../server/reports/sheet-view.ts'
import type { RosterSummary } from '../../server/roster/roster-view.ts'
import type { Instant } from '../../server/time/clock.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import { physiciansOf } from '../account/derived.ts'
import type { AskedSheet } from '../api/sheets.ts'

type Memberships = SessionView['memberships']
type Year = Pick<RosterSummary, 'association' | 'fiscalYear' | 'members' | 'mayEdit'>

/** The physicians whose own sheets somebody may open: all of them for the secretariat, else themselves. */
export function physiciansFor(
  { association, members, mayEdit }: Year,
  memberships: Memberships,
): Year['members'] {
  const own = physiciansOf(memberships).flatMap(({ associationId, physicianId }) =>
    associationId === association.id ? [physicianId] : [],
  )
  return mayEdit ? members : members.filter(({ id }) => own.includes(id))
}

/** The sheets somebody may open, in the order in which they are offered. */
export function sheetsFor(year: Year, memberships: Memberships): SheetKind[] {
  const here = memberships.filter(({ association }) => association?.id === year.association.id)
  const isCalledAtNight = here.some(({ role }) => role === 'nursingStation' || role === 'coordinationCentre')
  const isOfPhysician = physiciansFor(year, memberships).length > 0
  return [
    'year',
    'month',
    ...(isOfPhysician ? (['own'] as const) : []),
    ...(year.mayEdit || isCalledAtNight ? (['contacts'] as const) : []),
    ...(isOfPhysician ? (['family'] as const) : []),
  ]
}

/** The months of a fiscal year as `YYYY-MM`, April first. */
export const monthsOf = (fiscalYear: number): string[] =>
  Array.from({ length: 12 }, (_, index) => {
    const number = ((index + 3) % 12) + 1
    return `${number >= 4 ? fiscalYear : fiscalYear + 1}-${String(number).padStart(2, '0')}`
  })

/** What the address asks for; what it leaves out or may not be is the first there is, and the present month. */
export function askedOf(query: string, year: Year, memberships: Memberships, now: Instant): AskedSheet {
  const asked = new URLSearchParams(query)
  const kinds = sheetsFor(year, memberships)
  const months = monthsOf(year.fiscalYear)
  const people = physiciansFor(year, memberships)
  const month = (wanted: string | null) => months.find(one => one === wanted)
  return {
    kind: kinds.find(one => one === asked.get('sheet')) ?? 'year',
    month: month(asked.get('month')) ?? month(localDayOf(now).slice(0, 7)) ?? `${year.fiscalYear}-04`,
    physicianId: people.find(({ id }) => id === asked.get('physician'))?.id ?? people[0]?.id ?? '',
    era: asked.get('era') === 'reiwa' ? 'reiwa' : 'western',
  }
}

export const isOfMonth = (kind: SheetKind): boolean => ['month', 'contacts', 'family'].includes(kind)
export const isOfPhysician = (kind: SheetKind): boolean => ['own', 'family'].includes(kind)

/** The query that leads back to the same sheet. */
export function queryOf({ kind, month, physicianId, era }: AskedSheet): string {
  const query = new URLSearchParams({ sheet: kind })
  if (isOfMonth(kind)) query.set('month', month)
  if (isOfPhysician(kind)) query.set('physician', physicianId)
  if (era === 'reiwa') query.set('era', era)
  return `?${query}`
}
