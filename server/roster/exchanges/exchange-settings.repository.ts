import type { Db, Trx } from '../../../db/open.ts'

/** How duties are exchanged in a scheme. SQL only. */

export const findSettings = (db: Db | Trx, schemeId: string) =>
  db
    .selectFrom('duty_scheme')
    .where('id', '=', schemeId)
    .select(['exchange_settings', 'revision'])
    .executeTakeFirst()

/** False when the scheme is not at `revision` any more. */
export async function changeSettings(
  trx: Trx,
  schemeId: string,
  revision: number,
  settings: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('duty_scheme')
    .set({ exchange_settings: settings, revision: revision + 1 })
    .where('id', '=', schemeId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
