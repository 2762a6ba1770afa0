import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import { inPortions } from '../../../db/portions.ts'
import type { WishTable } from '../../../db/schema/wish.ts'

/** Wishes of the members of a scheme for a fiscal year. SQL only. */

type Year = { schemeId: string; fiscalYear: number }
type MemberYear = Year & { physicianId: string }

const wishes = (db: Db | Trx, { schemeId, fiscalYear }: Year) =>
  db
    .selectFrom('wish')
    .selectAll()
    .where('scheme_id', '=', schemeId)
    .where('fiscal_year', '=', fiscalYear)
    .orderBy('entered_at')
    .orderBy('id')

export const listWishes = (db: Db | Trx, year: Year) => wishes(db, year).execute()

export const listWishesOf = (db: Db | Trx, path: MemberYear) =>
  wishes(db, path).where('physician_id', '=', path.physicianId).execute()

/** Makes whoever else changes wishes of this member wait until the transaction ends. */
export const takeTurn = (trx: Trx, { schemeId, physicianId }: MemberYear) =>
  trx
    .updateTable('scheme_member')
    .set(eb => ({ revision: eb.ref('revision') }))
    .where('scheme_id', '=', schemeId)
    .where('physician_id', '=', physicianId)
    .execute()

export async function addWishes(trx: Trx, rows: Insertable<WishTable>[]): Promise<void> {
  for (const portion of inPortions(rows)) await trx.insertInto('wish').values(portion).execute()
}

/** Takes away those of these wishes that are the member's, and says how many they were. */
export async function removeWishes(trx: Trx, path: MemberYear, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const result = await trx
    .deleteFrom('wish')
    .where('scheme_id', '=', path.schemeId)
    .where('fiscal_year', '=', path.fiscalYear)
    .where('physician_id', '=', path.physicianId)
    .where('id', 'in', [...ids])
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
