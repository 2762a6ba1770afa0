import type { Db } from '../../db/open.ts'
import { presets } from '../../server/duty/presets.ts'

export const NIGHTS = 'minato-nights'

/**
 * A second scheme of the port town: its fourteen physicians take every night of the year. Its best rota takes far
 * longer to prove than any test has time for.
 */
export const addNightScheme = (db: Db): Promise<void> =>
  db.transaction().execute(async trx => {
    await trx
      .insertInto('duty_scheme')
      .values({
        id: NIGHTS,
        association_id: 'minato',
        name: 'みなと夜間当番（見本）',
        short_name: 'みなと夜間',
        rules: JSON.stringify(presets['every-night']),
        posts: JSON.stringify(['locum']),
        min_gap_days: 7,
      })
      .execute()
    const physicians = await trx
      .selectFrom('physician')
      .select('id')
      .where('id', 'like', 'minato-%')
      .execute()
    await trx
      .insertInto('scheme_member')
      .values(
        physicians.map(({ id }) => ({
          scheme_id: NIGHTS,
          physician_id: id,
          joined_on: '2020-04-01',
          left_on: null,
          min_units: 20,
          max_units: 30,
          share_percent: 100,
        })),
      )
      .execute()
  })
