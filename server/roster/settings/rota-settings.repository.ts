import type { Db, Trx } from '../../../db/open.ts'

/** How a scheme's rota is made. SQL only. */

export const findSettings = (db: Db | Trx, schemeId: string) =>
  db
    .selectFrom('duty_scheme')
    .where('id', '=', schemeId)
    .select(['rota_settings', 'min_gap_days', 'revision'])
    .executeTakeFirst()

/** False when the scheme is not at `revision` any more. */
export async function changeSettings(
  trx: Trx,
  schemeId: string,
  revision: number,
  change: { rota_settings: string; min_gap_days: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('duty_scheme')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', schemeId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
