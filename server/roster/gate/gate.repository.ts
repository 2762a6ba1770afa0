import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import { inPortions } from '../../../db/portions.ts'
import type { PublicationWaiverTable } from '../../../db/schema/publication-waiver.ts'
import type { Interval } from '../../time/interval.ts'

/** What the gate is told beyond the rota itself. SQL only. */

export const findGateSettings = (db: Db | Trx, schemeId: string) =>
  db
    .selectFrom('duty_scheme')
    .where('id', '=', schemeId)
    .select(['gate_settings', 'revision'])
    .executeTakeFirst()

/** False when the scheme is not at `revision` any more. */
export async function changeGateSettings(
  trx: Trx,
  schemeId: string,
  revision: number,
  gateSettings: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('duty_scheme')
    .set({ gate_settings: gateSettings, revision: revision + 1 })
    .where('id', '=', schemeId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Makes whoever changes the scheme's members or settings wait until this transaction ends. */
export const holdScheme = (trx: Trx, schemeId: string) =>
  trx
    .updateTable('duty_scheme')
    .set(eb => ({ id: eb.ref('id') }))
    .where('id', '=', schemeId)
    .execute()

/** The same for stations, always in one order, and then for their links. */
export async function holdStations(trx: Trx, stationIds: Iterable<string>): Promise<void> {
  for (const id of [...new Set(stationIds)].sort()) {
    await trx
      .updateTable('nursing_station')
      .set(eb => ({ id: eb.ref('id') }))
      .where('id', '=', id)
      .execute()
    await trx
      .updateTable('nurse_link')
      .set(eb => ({ id: eb.ref('id') }))
      .where('station_id', '=', id)
      .execute()
  }
}

/** Published duties of these physicians in other rotas that touch the window. */
export async function listDutiesElsewhere(
  db: Db | Trx,
  rosterId: string,
  physicianIds: readonly string[],
  window: Interval,
) {
  const rows = []
  for (const ids of inPortions(physicianIds))
    rows.push(
      ...(await db
        .selectFrom('duty_assignment as duty')
        .innerJoin('roster', 'roster.id', 'duty.roster_id')
        .where('duty.physician_id', 'in', ids)
        .where('duty.roster_id', '<>', rosterId)
        .where('duty.cancelled_at', 'is', null)
        .where('duty.start_at', '<', window.end)
        .where('duty.end_at', '>', window.start)
        .select(['duty.physician_id', 'duty.start_at', 'duty.end_at', 'roster.scheme_id'])
        .execute()),
    )
  return rows
}

/** What these physicians entered as 不可 for these years, in whichever scheme. */
export async function listUnavailable(
  db: Db | Trx,
  physicianIds: readonly string[],
  fiscalYears: readonly number[],
) {
  const rows = []
  for (const ids of inPortions(physicianIds))
    rows.push(
      ...(await db
        .selectFrom('wish')
        .where('physician_id', 'in', ids)
        .where('kind', '=', 'unavailable')
        .where('fiscal_year', 'in', fiscalYears)
        .select(['physician_id', 'scheme_id', 'pattern'])
        .orderBy('id')
        .execute()),
    )
  return rows
}

export async function listUnitHours(db: Db | Trx, unitIds: readonly string[]) {
  const rows = []
  for (const ids of inPortions(unitIds))
    rows.push(
      ...(await db
        .selectFrom('duty_unit')
        .where('id', 'in', ids)
        .select(['id', 'start_at', 'end_at'])
        .execute()),
    )
  return rows
}

/** Units that a version withdrew and none has had since, with that version's number and reason. */
export const listWithdrawn = (db: Db | Trx, rosterId: string) =>
  db
    .selectFrom('publication as withdrawal')
    .innerJoin('publication as former', join =>
      join
        .onRef('former.roster_id', '=', 'withdrawal.roster_id')
        .on(eb => eb('former.number', '=', eb('withdrawal.number', '-', 1))),
    )
    .innerJoin('publication_assignment as gone', 'gone.publication_id', 'former.id')
    .where('withdrawal.roster_id', '=', rosterId)
    .where('withdrawal.kind', '=', 'withdrawal')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('publication as later')
            .innerJoin('publication_assignment as kept', 'kept.publication_id', 'later.id')
            .whereRef('later.roster_id', '=', 'withdrawal.roster_id')
            .whereRef('later.number', '>=', 'withdrawal.number')
            .whereRef('kept.unit_id', '=', 'gone.unit_id')
            .select('later.id'),
        ),
      ),
    )
    .select(['gone.unit_id', 'withdrawal.number', 'withdrawal.reason'])
    .distinct()
    .orderBy('gone.unit_id')
    .execute()

export async function listStationsNamed(db: Db | Trx, stationIds: readonly string[]) {
  const rows = []
  for (const ids of inPortions(stationIds))
    rows.push(
      ...(await db
        .selectFrom('nursing_station as station')
        .innerJoin('association', 'association.id', 'station.association_id')
        .where('station.id', 'in', ids)
        .select([
          'station.id',
          'station.name',
          'station.night_phone',
          'association.id as association_id',
          'association.name as association_name',
        ])
        .orderBy('station.id')
        .execute()),
    )
  return rows
}

export const listSchemesNamed = (db: Db | Trx, schemeIds: readonly string[]) =>
  schemeIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('duty_scheme')
        .where('id', 'in', schemeIds)
        .select(['id', 'short_name'])
        .orderBy('id')
        .execute()

export const listWaivers = (db: Db | Trx, publicationId: string) =>
  db
    .selectFrom('publication_waiver')
    .selectAll()
    .where('publication_id', '=', publicationId)
    .orderBy('check_name')
    .execute()

export async function addWaivers(
  trx: Trx,
  waivers: readonly Insertable<PublicationWaiverTable>[],
): Promise<void> {
  if (waivers.length > 0)
    await trx
      .insertInto('publication_waiver')
      .values([...waivers])
      .execute()
}
