import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'
import type { PatientReferenceTable } from '../../db/schema/patient-reference.ts'
import type { Instant } from '../time/clock.ts'

/** Patient references: initials and a number, and the area they live in. SQL only. */

const patients = (db: Db | Trx) =>
  db
    .selectFrom('patient_reference as patient')
    .innerJoin('association', 'association.id', 'patient.association_id')
    .leftJoin('area', 'area.id', 'patient.area_id')
    .selectAll('patient')
    .select(['association.name as association', 'area.name as area'])

export const findPatient = (db: Db | Trx, patientId: string) =>
  patients(db).where('patient.id', '=', patientId).executeTakeFirst()

export const listOpen = (db: Db | Trx, associationId: string) =>
  patients(db)
    .where('patient.association_id', '=', associationId)
    .where('patient.closed_at', 'is', null)
    .orderBy('patient.code')
    .execute()

export async function listPatients(db: Db | Trx, patientIds: readonly string[]) {
  const rows = []
  for (const ids of inPortions(patientIds))
    rows.push(...(await patients(db).where('patient.id', 'in', ids).orderBy('patient.code').execute()))
  return rows
}

/** The open reference of a code in an association. */
export const findByCode = (db: Db | Trx, associationId: string, code: string) =>
  patients(db)
    .where('patient.association_id', '=', associationId)
    .where('patient.code', '=', code)
    .where('patient.closed_at', 'is', null)
    .executeTakeFirst()

/** False when the code is in use. */
export async function addPatient(trx: Trx, row: Insertable<PatientReferenceTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('patient_reference')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** False when the reference is not at `revision` any more, or closed. */
export async function changePatient(
  trx: Trx,
  patientId: string,
  revision: number,
  change: { area_id?: string | null; closed_at?: Instant },
): Promise<boolean> {
  const result = await trx
    .updateTable('patient_reference')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', patientId)
    .where('revision', '=', revision)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
