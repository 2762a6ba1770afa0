import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import type { ExchangeTable } from '../../../db/schema/exchange.ts'
import type { ExchangeAnswerTable } from '../../../db/schema/exchange-answer.ts'
import type { ExchangeLegTable } from '../../../db/schema/exchange-leg.ts'

/** Exchanges of duties, with their legs and answers. SQL only. */

/**
 * Holds a roster until the transaction ends, so that exchanges of one rota, changes of it and its versions follow each
 * other. It always comes before any row of an exchange. False: there is no such roster.
 */
export async function holdRoster(trx: Trx, rosterId: string): Promise<boolean> {
  const held = await trx
    .updateTable('roster')
    .set(eb => ({ revision: eb.ref('revision') }))
    .where('id', '=', rosterId)
    .executeTakeFirst()
  return held.numUpdatedRows === 1n
}

export const findExchange = (db: Db | Trx, rosterId: string, id: string) =>
  db
    .selectFrom('exchange')
    .selectAll()
    .where('roster_id', '=', rosterId)
    .where('id', '=', id)
    .executeTakeFirst()

export const listExchanges = (db: Db | Trx, rosterId: string) =>
  db
    .selectFrom('exchange')
    .selectAll()
    .where('roster_id', '=', rosterId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()

/** Those that are open at `now`. */
export const listOpenExchanges = (db: Db | Trx, rosterId: string, now: number) =>
  db
    .selectFrom('exchange')
    .selectAll()
    .where('roster_id', '=', rosterId)
    .where('status', 'in', ['draft', 'proposed', 'accepted'])
    .where('expires_at', '>', now)
    .orderBy('id')
    .execute()

export const listLegs = (db: Db | Trx, exchangeIds: readonly string[]) =>
  exchangeIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('exchange_leg')
        .selectAll()
        .where('exchange_id', 'in', exchangeIds)
        .orderBy('exchange_id')
        .orderBy('position')
        .execute()

export const listAnswers = (db: Db | Trx, exchangeIds: readonly string[]) =>
  exchangeIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('exchange_answer')
        .selectAll()
        .where('exchange_id', 'in', exchangeIds)
        .orderBy('answered_at')
        .orderBy('physician_id')
        .execute()

/** False when there is one of this id already. */
export async function addExchange(
  trx: Trx,
  exchange: Insertable<ExchangeTable>,
  legs: Insertable<ExchangeLegTable>[],
): Promise<boolean> {
  const added = await trx
    .insertInto('exchange')
    .values(exchange)
    .onConflict(conflict => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) return false
  await trx.insertInto('exchange_leg').values(legs).execute()
  return true
}

/** Counts the exchange's revision up; its legs and answers are changed with it. */
export const changeExchange = (
  trx: Trx,
  id: string,
  change: Omit<Updateable<ExchangeTable>, 'id' | 'revision'>,
) =>
  trx
    .updateTable('exchange')
    .set(eb => ({ ...change, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()

export const giveLegsTo = (trx: Trx, exchangeId: string, physicianId: string) =>
  trx
    .updateTable('exchange_leg')
    .set({ to_physician_id: physicianId })
    .where('exchange_id', '=', exchangeId)
    .where('to_physician_id', 'is', null)
    .execute()

/** A physician's later word takes the place of an earlier one. */
export const putAnswer = (trx: Trx, answer: Insertable<ExchangeAnswerTable>) =>
  trx
    .insertInto('exchange_answer')
    .values(answer)
    .onConflict(conflict =>
      conflict.columns(['exchange_id', 'physician_id']).doUpdateSet({
        answer: answer.answer,
        answered_at: answer.answered_at,
        answered_by: answer.answered_by,
        on_behalf: answer.on_behalf,
      }),
    )
    .execute()

/** Every duty that changed hands by agreement in any year of a scheme, with the unit as the version has it. */
export const listFavours = (db: Db | Trx, schemeId: string) =>
  db
    .selectFrom('duty_change')
    .innerJoin('roster', 'roster.id', 'duty_change.roster_id')
    .innerJoin('publication_assignment', join =>
      join
        .onRef('publication_assignment.publication_id', '=', 'duty_change.publication_id')
        .onRef('publication_assignment.unit_id', '=', 'duty_change.unit_id')
        .onRef('publication_assignment.post', '=', 'duty_change.post'),
    )
    .where('roster.scheme_id', '=', schemeId)
    .where('duty_change.kind', 'in', ['swap', 'offer'])
    .select([
      'duty_change.from_physician_id',
      'duty_change.to_physician_id',
      'duty_change.post',
      'publication_assignment.unit_id',
      'publication_assignment.day',
      'publication_assignment.start_at',
      'publication_assignment.end_at',
      'publication_assignment.holiday_class',
      'publication_assignment.label',
      'publication_assignment.tentative',
    ])
    .orderBy('duty_change.applied_at')
    .orderBy('duty_change.id')
    .execute()
