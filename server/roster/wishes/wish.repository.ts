import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import { inPortions } from '../../../db/portions.ts'
import type { WishTable } from '../../../db/schema/wish.ts'
import type { WishAnswerTable } from '../../../db/schema/wish-answer.ts'

/** Wishes of the members of a scheme for a fiscal year, and who has said that they have none. SQL only. */

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

const answers = (db: Db | Trx, { schemeId, fiscalYear }: Year) =>
  db
    .selectFrom('wish_answer')
    .selectAll()
    .where('scheme_id', '=', schemeId)
    .where('fiscal_year', '=', fiscalYear)

/** Who has said that they have no wishes. */
export const listAnswers = (db: Db | Trx, year: Year) => answers(db, year).execute()

export const findAnswer = (db: Db | Trx, path: MemberYear) =>
  answers(db, path).where('physician_id', '=', path.physicianId).executeTakeFirst()

/** False when it was said already. */
export async function addAnswer(trx: Trx, row: Insertable<WishAnswerTable>): Promise<boolean> {
  const added = await trx
    .insertInto('wish_answer')
    .values(row)
    .onConflict(conflict => conflict.columns(['scheme_id', 'fiscal_year', 'physician_id']).doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** False when it was not said, or taken back already. */
export async function removeAnswer(trx: Trx, path: MemberYear): Promise<boolean> {
  const removed = await trx
    .deleteFrom('wish_answer')
    .where('scheme_id', '=', path.schemeId)
    .where('fiscal_year', '=', path.fiscalYear)
    .where('physician_id', '=', path.physicianId)
    .executeTakeFirst()
  return removed.numDeletedRows > 0n
}
