import type { Trx } from '../../db/open.ts'
import type { Instant } from '../time/clock.ts'
import type { Assignment } from './optimiser/instance.ts'
import * as rosters from './roster.repository.ts'

type UnitHours = { id: string; start_at: Instant; end_at: Instant }

/** Puts a rota over the draft's units in the place of the former one; what it has of `settled` is pinned (固定). */
export function putRota(
  trx: Trx,
  rosterId: string,
  units: readonly UnitHours[],
  rota: readonly Assignment[],
  settled: readonly Assignment[],
): Promise<void> {
  const hours = new Map(units.map(({ id, start_at, end_at }) => [id, { start_at, end_at }]))
  const pinned = new Set(settled.map(keyOf))
  const rows = rota.flatMap(one => {
    const when = hours.get(one.unit)
    const row = { unit_id: one.unit, post: one.post, roster_id: rosterId, physician_id: one.person }
    return when ? [{ ...row, ...when, pinned: pinned.has(keyOf(one)) ? 1 : 0 }] : []
  })
  return rosters.replaceAssignments(trx, rosterId, rows)
}

const keyOf = ({ unit, post, person }: Assignment): string => `${unit}\n${post}\n${person}`
