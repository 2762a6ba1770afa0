import type { Db, Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import { contactsOf } from '../../directory/contact.service.ts'
import { linkedStationsOf } from '../../directory/stations/linked-stations.service.ts'
import { absenceHoursOf } from '../../duty/absence-hours.service.ts'
import { membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { byStart, type DutyUnit, unitId } from '../../duty/duty-unit.ts'
import type { UncoveredHours } from '../../duty/uncovered-hours.ts'
import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import { openingsInto } from '../ledger/openings.service.ts'
import { inOrder, withPast } from '../pins.ts'
import { rosterId } from '../roster-id.ts'
import { rotaInstance } from '../rota-instance.ts'
import { rotaSettingsOf } from '../settings/rota-settings.service.ts'
import { partsOf, type StandingDuty } from '../standing/standing-rota.ts'
import type { WishPattern } from '../wishes/wish.ts'
import * as gate from './gate.repository.ts'
import type { GateFacts } from './gate-facts.ts'

/** A year as it would stand, and what it comes in the place of. */
export type YearToJudge = {
  units: readonly DutyUnit[]
  rota: readonly StandingDuty[]
  before: GateFacts['before']
  withdrawn: GateFacts['withdrawn']
  uncovered: readonly UncoveredHours[]
}

/** All that the checks need, read in a dozen statements whatever the size of the year. */
export async function gateFactsOf(
  db: Db | Trx,
  now: Instant,
  scheme: DutyScheme,
  year: FiscalYear,
  { units, rota, before, withdrawn, uncovered }: YearToJudge,
): Promise<GateFacts> {
  const people = [...new Set(partsOf([...rota, ...before.rota]).map(({ physicianId }) => physicianId))].sort()
  const links = await linkedStationsOf(db, { schemeId: scheme.id, physicianIds: people })
  const stationIds = [...links.ofScheme, ...[...links.ofPhysician.values()].flat()].map(({ id }) => id)
  const instance = rotaInstance({
    scheme,
    settings: await rotaSettingsOf(db, scheme.id),
    year,
    units: units.toSorted(byStart),
    members: await membersIn(db, scheme.id, year),
    wishes: [],
    openings: await openingsInto(db, scheme, year),
    pins: [],
  })
  const begun = rota
    .filter(duty => duty.start <= now)
    .map(({ unitId: unit, post, physicianId }) => ({ unit, post, person: physicianId }))
  return {
    now,
    schemeId: scheme.id,
    units: units.map(unit => ({ id: unitId(scheme.id, unit), start: unit.start, end: unit.end })),
    rota,
    before,
    withdrawn,
    instance: withPast(instance, inOrder(begun)),
    elsewhere: await dutiesElsewhere(db, rosterId(scheme.id, year), people, rota),
    away: await awayOf(db, scheme.id, year, people, rota),
    uncovered,
    links,
    physicianPhones: new Map(
      [...(await contactsOf(db, people))].map(([id, { nightPhone }]) => [id, nightPhone]),
    ),
    stationPhones: new Map(
      (await gate.listStationsNamed(db, [...new Set(stationIds)])).map(row => [row.id, row.night_phone]),
    ),
  }
}

async function dutiesElsewhere(
  db: Db | Trx,
  rosterId: string,
  people: readonly string[],
  rota: readonly StandingDuty[],
): Promise<GateFacts['elsewhere']> {
  const window = windowOf(rota)
  if (!window) return []
  return (await gate.listDutiesElsewhere(db, rosterId, people, window)).map(row => ({
    physicianId: row.physician_id,
    schemeId: row.scheme_id,
    start: row.start_at,
    end: row.end_at,
  }))
}

/** From the first instant of a rota to its last; null for an empty one. */
const windowOf = (rota: readonly StandingDuty[]): Interval | null =>
  rota.length === 0
    ? null
    : {
        start: rota.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY),
        end: rota.reduce((last, { end }) => Math.max(last, end), 0),
      }

/**
 * What people entered as 不可, and their absences (不在) around the rota. A 不可 for one unit of another scheme says its
 * hours; of this scheme, the unit itself.
 */
async function awayOf(
  db: Db | Trx,
  schemeId: string,
  year: FiscalYear,
  people: readonly string[],
  rota: readonly StandingDuty[],
): Promise<GateFacts['away']> {
  // The first and the last unit of a year reach into the years beside it.
  const rows = (await gate.listUnavailable(db, people, [year - 1, year, year + 1])).map(row => ({
    ...row,
    pattern: JSON.parse(row.pattern) as WishPattern,
  }))
  const foreign = rows.flatMap(({ scheme_id, pattern }) =>
    pattern.form === 'unit' && scheme_id !== schemeId ? [unitId(scheme_id, pattern)] : [],
  )
  const hours = new Map(
    (await gate.listUnitHours(db, [...new Set(foreign)])).map(row => [
      row.id,
      { start: row.start_at, end: row.end_at },
    ]),
  )
  const told: { physician_id: string; pattern: WishPattern }[] = rows.map(
    ({ physician_id, scheme_id, pattern }) => {
      if (pattern.form !== 'unit' || scheme_id === schemeId) return { physician_id, pattern }
      const known = hours.get(unitId(scheme_id, pattern))
      return { physician_id, pattern: { form: 'busy', times: known ? [known] : [] } }
    },
  )
  const window = windowOf(rota)
  const absences = window ? await absenceHoursOf(db, people, window) : new Map<string, readonly Interval[]>()
  for (const [physician_id, times] of absences)
    told.push({ physician_id, pattern: { form: 'busy', times: [...times] } })
  return new Map(
    [...Map.groupBy(told, row => row.physician_id)].map(([person, own]) => [
      person,
      own.map(({ pattern }) => pattern),
    ]),
  )
}
