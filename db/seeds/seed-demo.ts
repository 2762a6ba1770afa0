import { PROGRAM } from '../../server/audit/actor.ts'
import { firstDayOf, fiscalYearOf } from '../../server/calendar/fiscal-year.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { draftRosterIn } from '../../server/roster/draft.service.ts'
import { publishRosterIn } from '../../server/roster/publication.service.ts'
import type { Clock } from '../../server/time/clock.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import type { Db, Trx } from '../open.ts'
import { insertDistrict } from './insert-district.ts'
import { kitaWard } from './kita-ward.ts'
import { minato } from './minato.ts'

/**
 * Fills an empty database with the invented districts: this fiscal year published, the next one drafted.
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
    await insertDistrict(trx, district, firstDayOf(year - 1))
    await makeRosters(trx, clock, district.scheme.id, year)
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

async function makeRosters(trx: Trx, clock: Clock, schemeId: string, year: number): Promise<void> {
  const scheme = await findScheme(trx, schemeId)
  if (!scheme) throw new Error(`the seed has no scheme ${schemeId}`)
  const outcomes = [
    await draftRosterIn(trx, clock, PROGRAM, scheme, year, 0),
    await publishRosterIn(trx, clock(), PROGRAM, scheme, year, 1),
    await draftRosterIn(trx, clock, PROGRAM, scheme, year + 1, 0),
  ]
  const refused = outcomes.find(outcome => !outcome.ok)
  if (refused && !refused.ok)
    throw new Error(`the seed's own rota was refused: ${refused.reason} ${refused.detail}`)
}
