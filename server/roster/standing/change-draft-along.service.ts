import type { Trx } from '../../../db/open.ts'
import { overlaps } from '../../time/interval.ts'
import * as drafts from '../editing/draft-edit.repository.ts'
import * as rosters from '../roster.repository.ts'
import { type ChangedRota, isOfWhole, placeOf } from './standing-rota.ts'

/**
 * Lets the draft follow a change of the published rota, so that publishing it later does not undo the change. Only
 * where the draft has the holder that the published rota had, and only if nobody comes to hold two duties at once:
 * otherwise the secretariat plans something else there, and the check before publication names it.
 */
export async function changeDraftAlong(
  trx: Trx,
  rosterId: string,
  { before, changes }: ChangedRota,
): Promise<void> {
  const known = new Map(before.map(duty => [placeOf(duty), duty]))
  const whole = changes.filter(change => {
    const duty = known.get(placeOf(change))
    return duty !== undefined && isOfWhole(change, duty)
  })
  const draft = await rosters.listDraftAssignments(trx, rosterId)
  const held = new Map(draft.map(row => [placeOf({ unitId: row.unit_id, post: row.post }), row]))
  const following = whole.flatMap(change => {
    const row = held.get(placeOf(change))
    return row?.physician_id === change.from ? [{ ...row, physician_id: change.to }] : []
  })
  const moved = new Set(following.map(row => placeOf({ unitId: row.unit_id, post: row.post })))
  const after = [
    ...draft.filter(row => !moved.has(placeOf({ unitId: row.unit_id, post: row.post }))),
    ...following,
  ]
  const isTwiceAtOnce = following.some(row =>
    after.some(
      other =>
        other !== row &&
        other.physician_id === row.physician_id &&
        overlaps({ start: other.start_at, end: other.end_at }, { start: row.start_at, end: row.end_at }),
    ),
  )
  if (isTwiceAtOnce) return
  await drafts.refill(
    trx,
    following.map(row => ({ unit: row.unit_id, post: row.post })),
    following,
  )
}
