import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { unitId } from '../../duty/duty-unit.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { union } from '../../time/interval.ts'
import { writtenInterval } from '../../time/written-interval.ts'
import { publishedUnits } from '../published-units.ts'
import { rosterId } from '../roster-id.ts'
import { rowOfDuty } from '../standing/duty-row.ts'
import { readStanding } from '../standing/standing-rota.service.ts'
import { gateFactsOf } from './gate-facts.service.ts'
import { gateSettingsOf } from './gate-settings.service.ts'
import type { LostLinksView } from './lost-links-view.ts'
import { nurseLink } from './nurse-link.ts'

/**
 * The published units to come without a station by what is known now: the gate let them pass, and since then a station
 * has changed its hours, evidence has run out or a link has ended. None where the scheme does not ask for the link.
 */
export async function readLostLinks(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  schemeId: string,
  year: FiscalYear,
): Promise<Outcome<LostLinksView, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const standing = await readStanding(db, rosterId(schemeId, year))
  const { nurseLink: mode } = await gateSettingsOf(db, schemeId)
  if (!standing || mode === 'off') return accept({ units: [] })
  const { rota, changes } = standing
  const units = publishedUnits(schemeId, rota.map(rowOfDuty))
  const facts = await gateFactsOf(db, clock(), scheme, year, {
    units,
    rota,
    before: { rota, changes },
    withdrawn: new Set(),
    uncovered: [],
  })
  const lost = Map.groupBy(nurseLink(facts), ({ units: [id] }) => id)
  return accept({
    units: units.flatMap(({ day, label, ...unit }) => {
      const id = unitId(schemeId, { day, ...unit })
      const hours = union((lost.get(id) ?? []).flatMap(found => found.hours))
      return hours.length > 0 ? [{ unitId: id, day, label, hours: hours.map(writtenInterval) }] : []
    }),
  })
}
