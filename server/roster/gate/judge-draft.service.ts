import type { Db, Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { HolidayClass } from '../../calendar/holiday-class.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../../duty/duty-unit.ts'
import type { UncoveredHours } from '../../duty/uncovered-hours.ts'
import type { Instant } from '../../time/clock.ts'
import type { DraftedPublication } from '../drafted-publication.service.ts'
import { publishedUnits } from '../published-units.ts'
import { rowOfDuty } from '../standing/duty-row.ts'
import { type StandingDuty, standingRota } from '../standing/standing-rota.ts'
import * as gate from './gate.repository.ts'
import type { CheckResult } from './gate.ts'
import { gateFactsOf } from './gate-facts.service.ts'
import { gateSettingsOf } from './gate-settings.service.ts'
import { judgePublication } from './judge-publication.ts'

/** Every check of what the publication of a draft would say, by everything as it is now. */
export async function judgeDraft(
  db: Db | Trx,
  now: Instant,
  scheme: DutyScheme,
  year: FiscalYear,
  drafted: DraftedPublication,
): Promise<CheckResult[]> {
  const { uncovered }: { uncovered?: UncoveredHours[] } = JSON.parse(drafted.roster.findings)
  const { rota = [], changes = [] } = drafted.standing ?? {}
  const facts = await gateFactsOf(db, now, scheme, year, {
    units: unitsOf(scheme.id, drafted),
    rota: rotaOf(drafted),
    before: { rota, changes },
    withdrawn: new Set((await gate.listWithdrawn(db, drafted.roster.id)).map(row => row.unit_id)),
    uncovered: uncovered ?? [],
  })
  return judgePublication(facts, await gateSettingsOf(db, scheme.id))
}

/** The rota as it would stand. */
export const rotaOf = ({ published, carried }: DraftedPublication): StandingDuty[] =>
  standingRota(published, carried)

/** Every unit of the draft, and what has begun as it was published, whatever the draft makes of it. */
function unitsOf(schemeId: string, { units, published }: DraftedPublication): DutyUnit[] {
  const drafted = units.map(row => ({
    day: row.day,
    rule: row.rule,
    start: row.start_at,
    end: row.end_at,
    holidayClass: row.holiday_class as HolidayClass,
    label: row.label,
    tentative: row.tentative === 1,
  }))
  const each = [...drafted, ...publishedUnits(schemeId, published.map(rowOfDuty))]
  return [...new Map(each.map(unit => [unitId(schemeId, unit), unit])).values()]
}
