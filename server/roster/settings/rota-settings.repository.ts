import type { Db, Trx } from '../../../db/open.ts'

/** How a scheme's rota is made. SQL only. */

export const findSettings = (db: Db | Trx, schemeId: string) =>
  db
    .selectFrom('duty_scheme')
    .where('id', '=', schemeId)
    .select(['rota_settings', 'revision'])
    .executeTakeFirst()
