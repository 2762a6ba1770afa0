import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { ServerContext } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { type DutyUnit, unitId } from '../../duty/duty-unit.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { wallClockOf } from '../../time/tokyo.ts'
import type { Assignment } from '../optimiser/instance.ts'
import type { Repair, RepairOffers } from '../optimiser/repair-rota.ts'
import * as rosters from '../roster.repository.ts'
import { rosterId } from '../roster-id.ts'
import { daysForYear, unitsDuring } from './absence.ts'
import { instanceOfPublished, publishedRotaOf } from './published-rota.service.ts'
import type { MemberAbsence, RepairOffersView } from './repair-view.ts'

const NOTHING_VACANT: RepairOffers = { fewest: [], fairer: [], belowMin: false, complete: true }

/**
 * What can be done about the published rota of a year when a member falls away: the fewest changes that keep the
 * hard rules, and fairer ones with a swap more. Reads only; computed on the optimiser's thread.
 */
export async function offerRepairs(
  { db, clock, optimiser }: ServerContext,
  schemeId: string,
  year: FiscalYear,
  absence: MemberAbsence,
): Promise<Outcome<RepairOffersView, 'notFound' | 'invalidInput' | 'nothingPublished' | 'unknownMember'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const days = daysForYear(absence, year)
  if (!days) return refuseFields('invalidInput', ['from', 'to'])
  const now = clock()
  const found = await publishedRotaOf(db, now, scheme, year)
  if (!found.ok) return found
  const { number, publishedAt, units, assignments } = found.value
  const instance = await instanceOfPublished(db, scheme, year, found.value)
  const person = absence.physicianId
  if (!instance.people.some(({ id }) => id === person)) return refuseFields('unknownMember', ['physicianId'])

  const roster = await rosters.findRoster(db, rosterId(schemeId, year))
  const away = unitsDuring(units, days, now).map(unit => unitId(schemeId, unit))
  const vacated = assignments.filter(one => one.person === person && away.includes(one.unit))
  const offers =
    vacated.length === 0 ? NOTHING_VACANT : await optimiser.repair(instance, { person, units: away })
  const changes = [...offers.fewest, ...offers.fairer].flatMap(repair => repair.changes)
  const spoken = new Set([...vacated, ...changes].map(({ unit }) => unit))
  return accept({
    ...offers,
    fewest: offers.fewest.map(repair => fromHolders(repair, assignments)),
    fairer: offers.fairer.map(repair => fromHolders(repair, assignments)),
    number,
    revision: roster?.revision ?? 0,
    vacated: vacated.map(({ unit, post }) => ({ unit, post })),
    units: units.map(unit => unitView(schemeId, unit)).filter(({ id }) => spoken.has(id)),
    waitingDraft: roster?.drafted_at != null && roster.drafted_at > publishedAt,
  })
}

/** Whom the engine did not know, because they have left the scheme, still holds what is published of them. */
const fromHolders = ({ changes, ...repair }: Repair, published: readonly Assignment[]): Repair => ({
  ...repair,
  changes: changes.map(change => ({
    ...change,
    from: published.find(({ unit, post }) => unit === change.unit && post === change.post)?.person ?? null,
  })),
})

const unitView = (schemeId: string, unit: DutyUnit) => ({
  id: unitId(schemeId, unit),
  day: unit.day,
  start: `${wallClockOf(unit.start)}:00+09:00`,
  end: `${wallClockOf(unit.end)}:00+09:00`,
  label: unit.label,
})
