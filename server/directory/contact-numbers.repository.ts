import type { Db, Trx } from '../../db/open.ts'

/** The numbers on which the physicians of an association are called. SQL only. */

export const listNumbers = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('physician')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .where('clinic.association_id', '=', associationId)
    .select(['physician.id', 'physician.name', 'physician.duty_phone'])
    .select(['clinic.id as clinic_id', 'clinic.name as clinic', 'clinic.phone'])
    .orderBy('physician.kana')
    .orderBy('physician.id')
    .execute()

/** False when the clinic's number is not the one that was read any more. */
export async function changeClinicPhone(
  trx: Trx,
  clinicId: string,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('clinic')
    .set({ phone: to })
    .where('id', '=', clinicId)
    .where('phone', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The same for the physician's own number. */
export async function changeDutyPhone(
  trx: Trx,
  physicianId: string,
  { from, to }: { from: string | null; to: string | null },
): Promise<boolean> {
  const result = await trx
    .updateTable('physician')
    .set({ duty_phone: to })
    .where('id', '=', physicianId)
    .where('duty_phone', from === null ? 'is' : '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
