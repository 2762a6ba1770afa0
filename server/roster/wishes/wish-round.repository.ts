import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import type { WishRoundTable } from '../../../db/schema/wish-round.ts'

/** The rounds of wishes, one for each scheme and fiscal year. SQL only. */

export const findRound = (db: Db | Trx, schemeId: string, fiscalYear: number) =>
  db
    .selectFrom('wish_round')
    .selectAll()
    .where('scheme_id', '=', schemeId)
    .where('fiscal_year', '=', fiscalYear)
    .executeTakeFirst()

/** Makes the year's row if it is not there yet; two servers doing so at once make one. */
export const ensureRound = (trx: Trx, row: Insertable<WishRoundTable>) =>
  trx
    .insertInto('wish_round')
    .values(row)
    .onConflict(conflict => conflict.columns(['scheme_id', 'fiscal_year']).doNothing())
    .execute()

/** Counts the revision up if it still is `revision`. False: somebody else changed the round meanwhile. */
export async function changeRound(
  trx: Trx,
  { schemeId, fiscalYear, revision }: { schemeId: string; fiscalYear: number; revision: number },
  change: Updateable<WishRoundTable>,
): Promise<boolean> {
  const result = await trx
    .updateTable('wish_round')
    .set({ ...change, revision: revision + 1 })
    .where('scheme_id', '=', schemeId)
    .where('fiscal_year', '=', fiscalYear)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
