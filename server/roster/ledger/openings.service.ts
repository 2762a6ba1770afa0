import { setImmediate } from 'node:timers/promises'
import type { Db, Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { HolidayClass } from '../../calendar/holiday-class.ts'
import { membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import type { OnceAYear, RotaInstance } from '../optimiser/instance.ts'
import * as publications from '../publication.repository.ts'
import { publishedUnits } from '../published-units.ts'
import { rotaInstance, sharesIn } from '../rota-instance.ts'
import { rotaSettingsOf } from '../settings/rota-settings.service.ts'
import { type DutyRow, rowOfDuty } from '../standing/duty-row.ts'
import { standingDuties } from '../standing/standing-rota.service.ts'
import {
  type BroughtIn,
  broughtInto,
  type LedgerEntry,
  type PublishedYear,
  type SaidOfLastYear,
} from './balances.ts'
import * as ledger from './ledger.repository.ts'

/** What the members of a scheme bring into a year, for the rota maker. */
export async function openingsInto(
  db: Db | Trx,
  scheme: DutyScheme,
  year: FiscalYear,
): Promise<Map<string, BroughtIn>> {
  const shares = sharesIn(await membersIn(db, scheme.id, year), year)
  const entries = (await ledger.listEntries(db, scheme.id)).map(entryOfRow)
  return broughtInto(year, shares, await publishedYearsBefore(db, scheme, year), entries)
}

export type EntryRow = Omit<Awaited<ReturnType<typeof ledger.listEntries>>[number], 'physician'>

export const entryOfRow = (row: EntryRow): LedgerEntry => ({
  person: row.physician_id,
  year: row.fiscal_year,
  quarterPoints: row.quarter_points,
  counts: JSON.parse(row.counts),
  heldLastYear: saidOfLastYear(row.held_last_year),
})

/** As it is stored; a list of what was held is how it was written before anybody could say that it was not. */
export function saidOfLastYear(stored: string): SaidOfLastYear {
  const said: OnceAYear[] | SaidOfLastYear = JSON.parse(stored)
  return Array.isArray(said) ? Object.fromEntries(said.map(group => [group, true])) : said
}

/** The newest version of every published year before `year`, with who holds what now. */
export async function publishedYearsBefore(
  db: Db | Trx,
  scheme: DutyScheme,
  year: FiscalYear,
): Promise<PublishedYear[]> {
  const years: PublishedYear[] = []
  for (const newest of await ledger.listNewestPublications(db, scheme.id, year)) {
    // A large association has a megabyte for each year: others get their turn in between.
    await setImmediate()
    years.push(await publishedYear(db, scheme, newest))
  }
  return years
}

async function publishedYear(
  db: Db | Trx,
  scheme: DutyScheme,
  publication: { id: string; roster_id: string; fiscal_year: FiscalYear },
): Promise<PublishedYear> {
  const duties = (await standingDuties(db, publication.roster_id)).map(rowOfDuty)
  const stored = await publications.findInstance(db, publication.id)
  const year = publication.fiscal_year
  return {
    year,
    instance: stored ? JSON.parse(stored) : await rebuiltInstance(db, scheme, year, duties),
    duties: duties.map(row => ({
      unit: row.unit_id,
      post: row.post,
      person: row.physician_id,
      holidayClass: row.holiday_class as HolidayClass,
    })),
  }
}

/** Published before instances were stored: by the members and settings of today. Wishes and openings do not matter. */
const rebuiltInstance = async (
  db: Db | Trx,
  scheme: DutyScheme,
  year: FiscalYear,
  duties: readonly DutyRow[],
): Promise<RotaInstance> =>
  rotaInstance({
    scheme,
    settings: await rotaSettingsOf(db, scheme.id),
    year,
    units: publishedUnits(scheme.id, duties),
    members: await membersIn(db, scheme.id, year),
    wishes: [],
    openings: new Map(),
    pins: [],
  })
