import type { Db, Trx } from '../../db/open.ts'
import type { Interval } from '../time/interval.ts'
import * as absences from './absence-hours.repository.ts'

/**
 * By physician: the hours of their absences (不在) that touch the window, in order of time. Nobody stands a duty in
 * them, and the rota maker gives them none.
 */
export async function absenceHoursOf(
  db: Db | Trx,
  physicianIds: Iterable<string>,
  window: Interval,
): Promise<ReadonlyMap<string, readonly Interval[]>> {
  const rows = await absences.listAbsenceHours(db, [...new Set(physicianIds)], window)
  const byPhysician = Map.groupBy(rows, row => row.physician_id)
  return new Map(
    [...byPhysician].map(([id, own]) => [id, own.map(row => ({ start: row.start_at, end: row.end_at }))]),
  )
}
