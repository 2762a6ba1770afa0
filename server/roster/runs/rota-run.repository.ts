import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import type { RotaRunTable } from '../../../db/schema/rota-run.ts'
import type { Instant } from '../../time/clock.ts'

/** Searches for a rota and how they stand. SQL only. */

export type RunRow = Selectable<RotaRunTable>

/**
 * The roster, held until the transaction ends. Whoever changes a roster's searches does this first, so that two of them
 * wait for each other here and nowhere else. Undefined: there is no such roster.
 */
export const holdRoster = (trx: Trx, rosterId: string) =>
  trx
    .updateTable('roster')
    .set(eb => ({ revision: eb.ref('revision') }))
    .where('id', '=', rosterId)
    .returningAll()
    .executeTakeFirst()

/** Adds a search that runs. False: another one of the roster is running, as the database says. */
export async function addRun(trx: Trx, run: Insertable<RotaRunTable>): Promise<boolean> {
  const added = await trx
    .insertInto('rota_run')
    .values(run)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** All but the instance, which is large and looked at seldom. */
const LIGHT = [
  'id',
  'roster_id',
  'base_revision',
  'seed',
  'seconds',
  'input_hash',
  'status',
  'started_at',
  'started_by',
  'searching_since',
  'heartbeat_at',
  'stop_requested',
  'best',
  'bound',
  'result',
  'ended_at',
  'taken_at',
] as const

export type LightRun = Pick<RunRow, (typeof LIGHT)[number]>

export const findRun = (db: Db | Trx, rosterId: string, id: string) =>
  db
    .selectFrom('rota_run')
    .select(LIGHT)
    .where('id', '=', id)
    .where('roster_id', '=', rosterId)
    .executeTakeFirst()

export const findWholeRun = (db: Db | Trx, rosterId: string, id: string) =>
  db
    .selectFrom('rota_run')
    .selectAll()
    .where('id', '=', id)
    .where('roster_id', '=', rosterId)
    .executeTakeFirst()

export const findInstance = (db: Db | Trx, id: string) =>
  db.selectFrom('rota_run').select('instance').where('id', '=', id).executeTakeFirstOrThrow()

/** The one that runs, else the newest. */
export const findLastRun = (db: Db | Trx, rosterId: string) =>
  db
    .selectFrom('rota_run')
    .select(LIGHT)
    .where('roster_id', '=', rosterId)
    .orderBy(eb => eb.case().when('status', '=', 'running').then(0).else(1).end())
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

/** Gives up searches without a sign of life since `silentSince`. */
export const failSilentRuns = (trx: Trx, rosterId: string, silentSince: Instant, now: Instant) =>
  trx
    .updateTable('rota_run')
    .set({ status: 'failed', ended_at: now })
    .where('roster_id', '=', rosterId)
    .where('status', '=', 'running')
    .where('heartbeat_at', '<', silentSince)
    .execute()

/** Takes away searches whose rota nobody took, once whoever started them has a newer result. */
export const forgetSupersededRuns = (trx: Trx, rosterId: string) =>
  trx
    .deleteFrom('rota_run')
    .where('roster_id', '=', rosterId)
    .where('status', '<>', 'running')
    .where('taken_at', 'is', null)
    .where(({ exists, selectFrom, ref }) =>
      exists(
        selectFrom('rota_run as newer')
          .select('newer.id')
          .where('newer.roster_id', '=', rosterId)
          .where('newer.started_by', 'is not distinct from', ref('rota_run.started_by'))
          .where('newer.started_at', '>', ref('rota_run.started_at'))
          .where('newer.result', 'is not', null),
      ),
    )
    .execute()

/** Changes a search that is still running; undefined: it is not any more. */
export const changeRunning = (db: Db | Trx, id: string, change: Updateable<RotaRunTable>) =>
  db
    .updateTable('rota_run')
    .set(change)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .returningAll()
    .executeTakeFirst()

/** The same for every half second, without reading the instance again. */
export const beat = (db: Db, id: string, change: Updateable<RotaRunTable>) =>
  db
    .updateTable('rota_run')
    .set(change)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .returning('stop_requested')
    .executeTakeFirst()

export const noteTaken = (trx: Trx, id: string, now: Instant) =>
  trx.updateTable('rota_run').set({ taken_at: now }).where('id', '=', id).execute()
