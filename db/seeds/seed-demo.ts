import { PROGRAM } from '../../server/audit/actor.ts'
import { type FiscalYear, firstDayOf, fiscalYearOf } from '../../server/calendar/fiscal-year.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { draftRosterIn } from '../../server/roster/draft.service.ts'
import { publishRosterIn } from '../../server/roster/publication.service.ts'
import type { Clock } from '../../server/time/clock.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import type { Db, Trx } from '../open.ts'
import { enterAbsences, enterAreas } from './absences.ts'
import { enterCalls } from './calls.ts'
import { enterReferral, enterTeams } from './care-teams.ts'
import { insertDistrict } from './insert-district.ts'
import { kitaWard } from './kita-ward.ts'
import { minato } from './minato.ts'
import { openWishRound } from './minato-wishes.ts'
import { linkStations } from './nurse-links.ts'

/**
 * Fills an empty database with the invented districts: this fiscal year published, the next one drafted, with
 * wishes for it still coming in; of the port town last year's published too, so that there is something to carry over.
 * All or nothing, and once: of two servers that start together one seeds. A database that holds any
 * association is left alone.
 */
export const seedDemo = (db: Db, clock: Clock): Promise<void> =>
  db.transaction().execute(trx => seedDemoIn(trx, clock))

/** The same inside a transaction of the caller. */
export async function seedDemoIn(trx: Trx, clock: Clock): Promise<void> {
  if (!(await takesTheSeat(trx, clock()))) return
  const year = fiscalYearOf(localDayOf(clock()))
  for (const district of [minato([year - 1, year, year + 1]), kitaWard()]) {
    // Long before last year's first unit, whose eve may lie in the year before.
    await insertDistrict(trx, district, firstDayOf(year - 2))
    await linkStations(trx, clock(), district, year)
    await enterAreas(trx, district)
    await enterTeams(trx, clock(), district)
    if (district.association.id === 'minato') await openWishRound(trx, clock(), year + 1)
    const published = district.association.id === 'minato' ? [year - 1, year] : [year]
    await makeRosters(trx, clock, district.scheme.id, published, year + 1)
    if (district.association.id === 'minato') await enterAbsences(trx, clock())
    if (district.association.id === 'minato') await enterReferral(trx, clock())
    if (district.association.id === 'minato') await enterCalls(trx, clock())
  }
}

async function takesTheSeat(trx: Trx, now: number): Promise<boolean> {
  const seat = await trx
    .updateTable('installation')
    .set({ seeded_at: now })
    .where('seeded_at', 'is', null)
    .where(eb => eb.not(eb.exists(eb.selectFrom('association').select('id'))))
    .executeTakeFirst()
  return seat.numUpdatedRows === 1n
}

async function makeRosters(
  trx: Trx,
  clock: Clock,
  schemeId: string,
  published: readonly FiscalYear[],
  drafted: FiscalYear,
): Promise<void> {
  const scheme = await findScheme(trx, schemeId)
  if (!scheme) throw new Error(`the seed has no scheme ${schemeId}`)
  const outcomes = []
  for (const year of published) {
    outcomes.push(await draftRosterIn(trx, clock, PROGRAM, scheme, year, 0))
    outcomes.push(await publishRosterIn(trx, clock(), PROGRAM, scheme, year, 1))
  }
  outcomes.push(await draftRosterIn(trx, clock, PROGRAM, scheme, drafted, 0))
  const refused = outcomes.find(outcome => !outcome.ok)
  if (refused && !refused.ok)
    throw new Error(`the seed's own rota was refused: ${refused.reason} ${refused.detail}`)
}
