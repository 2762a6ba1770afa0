import type { Db, Trx } from '../../db/open.ts'
import type { Assignment, RotaInstance } from './optimiser/instance.ts'
import { collidingPins, withoutPlace } from './pins.ts'
import * as rosters from './roster.repository.ts'

/** What the secretariat has settled in the draft (固定). */
export const settledIn = async (db: Db | Trx, rosterId: string): Promise<Assignment[]> =>
  (await rosters.listDraftAssignments(db, rosterId))
    .filter(({ pinned }) => pinned === 1)
    .map(row => ({ unit: row.unit_id, post: row.post, person: row.physician_id }))

type UnitRow = Awaited<ReturnType<typeof rosters.listUnits>>[number]

/**
 * What is settled and could not be kept: `settled.<day>` where the unit or the member is gone from the year, and
 * `pins.<unit>` where somebody would be in two places at once, as when hours have changed since.
 */
export function settledFields(
  settled: readonly Assignment[],
  instance: RotaInstance,
  drafted: readonly Pick<UnitRow, 'id' | 'day'>[],
): string[] {
  const days = new Map(drafted.map(({ id, day }) => [id, day]))
  return [
    ...withoutPlace(settled, instance).map(({ unit }) => `settled.${days.get(unit)}`),
    ...collidingPins(instance).map(({ unit }) => `pins.${unit}`),
  ]
}
