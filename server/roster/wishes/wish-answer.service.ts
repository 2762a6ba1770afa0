import type { Db, Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import * as wishes from './wish.repository.ts'
import {
  type Entering,
  type MemberPath,
  memberYearToChange,
  type ReadingRefusal,
  recordWishes,
} from './wish.service.ts'

/**
 * Says that a member has no wishes for the year (希望なし), or takes that back. To say what is said already is no
 * refusal; with a wish there, it is one. A wish entered later takes it back.
 */
export const sayNone = (
  context: Context,
  by: Entering,
  path: MemberPath,
  none: boolean,
): Promise<Outcome<null, ReadingRefusal | 'wishesClosed' | 'wishesEntered'>> =>
  context.db.transaction().execute(async trx => {
    const before = await memberYearToChange(trx, context, by, path)
    if (!before.ok) return before
    if (none && before.value.wishes.length > 0) return refuse('wishesEntered')
    const now = context.clock()
    const changed = none
      ? await wishes.addAnswer(trx, {
          scheme_id: path.schemeId,
          physician_id: path.physicianId,
          fiscal_year: path.fiscalYear,
          answered_at: now,
          answered_by: by.actor.accountId,
          on_behalf: by.actor.onBehalfOf === undefined ? 0 : 1,
        })
      : await wishes.removeAnswer(trx, path)
    const action = none ? 'wish.none' : 'wish.noneTakenBack'
    if (changed) await recordWishes(trx, now, by.actor, before.value.year, path.physicianId, action, {})
    return accept(null)
  })

/** When and by whom it was said that a member has no wishes. */
export type SaidNone = { physicianId: string; at: Instant; by: string | null; onBehalf: boolean }

const saidNone = (row: Awaited<ReturnType<typeof wishes.listAnswers>>[number]): SaidNone => ({
  physicianId: row.physician_id,
  at: row.answered_at,
  by: row.answered_by,
  onBehalf: row.on_behalf === 1,
})

export async function saidNoneBy(db: Db | Trx, path: MemberPath): Promise<SaidNone | null> {
  const row = await wishes.findAnswer(db, path)
  return row ? saidNone(row) : null
}

/** Every member who has said so for a year. */
export const everybodyWithNone = async (
  db: Db | Trx,
  path: { schemeId: string; fiscalYear: FiscalYear },
): Promise<SaidNone[]> => (await wishes.listAnswers(db, path)).map(saidNone)
