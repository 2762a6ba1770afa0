import { sql } from 'kysely'
import type { Trx } from '../../db/open.ts'
import type { SealedColumn } from './sealed-column.ts'

/** The sealed columns of any table. SQL only. */

export type SealedField = { id: string; sealed: string }

/** Up to `limit` fields that hold something, in the order of their ids, after `after` (null: from the first). */
export async function listSealedFields(
  trx: Trx,
  { table, column }: SealedColumn,
  after: string | null,
  limit: number,
): Promise<SealedField[]> {
  const rest = after === null ? sql`true` : sql`id > ${after}`
  const { rows } = await sql<SealedField>`
    select id, ${sql.ref(column)} as sealed from ${sql.table(table)}
    where ${sql.ref(column)} is not null and ${rest} order by id limit ${limit}`.execute(trx)
  return rows
}

/** Puts `text` in the place of what was read; false when somebody else has changed the field since. */
export async function replaceSealedField(
  trx: Trx,
  { table, column }: SealedColumn,
  field: SealedField,
  text: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${text}
    where id = ${field.id} and ${sql.ref(column)} = ${field.sealed}`.execute(trx)
  return numAffectedRows === 1n
}
