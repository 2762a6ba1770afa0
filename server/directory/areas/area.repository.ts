import type { Db, Trx } from '../../../db/open.ts'

/** Areas, and what physicians do in them. SQL only. */

export const listAreas = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('area')
    .where('association_id', '=', associationId)
    .select(({ exists, or, selectFrom }) => [
      'area.id',
      'area.name',
      or([
        exists(selectFrom('physician_capability').whereRef('area_id', '=', 'area.id').select('area_id')),
        exists(selectFrom('patient_reference').whereRef('area_id', '=', 'area.id').select('area_id')),
      ]).as('in_use'),
    ])
    .orderBy('position')
    .orderBy('id')
    .execute()

export const listEntries = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('physician_capability as entry')
    .innerJoin('area', 'area.id', 'entry.area_id')
    .where('area.association_id', '=', associationId)
    .select(['entry.physician_id', 'entry.area_id', 'entry.capability'])
    .orderBy('area.position')
    .orderBy('entry.physician_id')
    .orderBy('entry.capability')
    .execute()

export const listEntriesOfArea = (db: Db | Trx, areaId: string) =>
  db
    .selectFrom('physician_capability as entry')
    .innerJoin('physician', 'physician.id', 'entry.physician_id')
    .where('entry.area_id', '=', areaId)
    .select(['entry.physician_id', 'entry.capability'])
    .orderBy('physician.kana')
    .orderBy('physician.id')
    .execute()

export const addArea = (
  trx: Trx,
  row: { id: string; association_id: string; name: string; position: number },
) => trx.insertInto('area').values(row).execute()

export const changeArea = (trx: Trx, id: string, change: { name: string; position: number }) =>
  trx.updateTable('area').set(change).where('id', '=', id).execute()

export const removeArea = (trx: Trx, id: string) => trx.deleteFrom('area').where('id', '=', id).execute()

type Entry = { physician_id: string; area_id: string; capability: string }

export const addEntry = (trx: Trx, row: Entry) =>
  trx
    .insertInto('physician_capability')
    .values(row)
    .onConflict(conflict => conflict.columns(['physician_id', 'area_id', 'capability']).doNothing())
    .execute()

export const removeEntry = (trx: Trx, row: Entry) =>
  trx
    .deleteFrom('physician_capability')
    .where(eb => eb.and(row))
    .execute()
