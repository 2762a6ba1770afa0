import type { Insertable, Updateable } from 'kysely'
import type { Db, Trx } from '../../../db/open.ts'
import { inPortions } from '../../../db/portions.ts'
import type { DutyRecordTable } from '../../../db/schema/duty-record.ts'
import type { PublicationReceiptTable } from '../../../db/schema/publication-receipt.ts'
import type { Instant } from '../../time/clock.ts'

/** What is said of a year's versions: waivers, receipts, and who really stood duty. SQL only. */

/** The versions of a year without their instances, the newest first. */
export const listVersions = (db: Db | Trx, rosterId: string) =>
  db
    .selectFrom('publication')
    .where('roster_id', '=', rosterId)
    .select(['id', 'number', 'published_at', 'kind', 'checks', 'reason', 'published_by'])
    .orderBy('number', 'desc')
    .execute()

/** What a version was made from. */
export const findOrigin = (db: Db | Trx, publicationId: string) =>
  db
    .selectFrom('publication')
    .where('id', '=', publicationId)
    .select(['seed', 'input_hash', 'instance'])
    .executeTakeFirstOrThrow()

const ofRoster = (db: Db | Trx, rosterId: string) =>
  db.selectFrom('publication').where('roster_id', '=', rosterId).select('id')

export const listWaivers = (db: Db | Trx, rosterId: string) =>
  db
    .selectFrom('publication_waiver')
    .where('publication_id', 'in', ofRoster(db, rosterId))
    .selectAll()
    .orderBy('check_name')
    .execute()

export const listReceipts = (db: Db | Trx, rosterId: string) =>
  db
    .selectFrom('publication_receipt')
    .where('publication_id', 'in', ofRoster(db, rosterId))
    .selectAll()
    .execute()

/** False when the physician has a receipt of the version already; of two at once the second waits to know. */
export async function addReceipt(trx: Trx, row: Insertable<PublicationReceiptTable>): Promise<boolean> {
  const added = await trx
    .insertInto('publication_receipt')
    .values(row)
    .onConflict(conflict => conflict.columns(['publication_id', 'physician_id']).doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

type ReceiptPath = { publicationId: string; physicianId: string }

export const findReceipt = (trx: Trx, { publicationId, physicianId }: ReceiptPath) =>
  trx
    .selectFrom('publication_receipt')
    .where('publication_id', '=', publicationId)
    .where('physician_id', '=', physicianId)
    .selectAll()
    .executeTakeFirst()

/** Puts a new word in the place of one given at `readAt`; false when somebody else was quicker. */
export async function renewReceipt(
  trx: Trx,
  { publicationId, physicianId }: ReceiptPath,
  readAt: Instant,
  word: Updateable<PublicationReceiptTable>,
): Promise<boolean> {
  const changed = await trx
    .updateTable('publication_receipt')
    .set(word)
    .where('publication_id', '=', publicationId)
    .where('physician_id', '=', physicianId)
    .where('read_at', '=', readAt)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** Adds the acceptance to a receipt, once. */
export async function acceptReceipt(
  trx: Trx,
  { publicationId, physicianId }: ReceiptPath,
  accepted: { accepted_at: Instant; account_id: string | null; on_behalf: number },
): Promise<boolean> {
  const changed = await trx
    .updateTable('publication_receipt')
    .set(accepted)
    .where('publication_id', '=', publicationId)
    .where('physician_id', '=', physicianId)
    .where('accepted_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** Every record of a year, the newest of a post first. */
export const listRecords = (db: Db | Trx, rosterId: string) =>
  db
    .selectFrom('duty_record')
    .where('roster_id', '=', rosterId)
    .selectAll()
    .orderBy('number', 'desc')
    .execute()

/** False when the post has a record of that number already; of two at once the second waits to know. */
export async function addRecord(trx: Trx, row: Insertable<DutyRecordTable>): Promise<boolean> {
  const added = await trx
    .insertInto('duty_record')
    .values(row)
    .onConflict(conflict => conflict.columns(['unit_id', 'post', 'number']).doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** These physicians in the order of their kana; unknown ids are left out. */
export async function listPeople(db: Db | Trx, physicianIds: readonly string[]) {
  const found = []
  for (const ids of inPortions([...physicianIds]))
    found.push(
      ...(await db
        .selectFrom('physician')
        .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
        .where('physician.id', 'in', ids)
        .select(['physician.id', 'physician.name', 'physician.kana', 'clinic.name as clinic', 'clinic.phone'])
        .execute()),
    )
  return found.toSorted((a, b) => a.kana.localeCompare(b.kana, 'ja') || (a.id < b.id ? -1 : 1))
}
