import type { Db } from '../../db/open.ts'
import type { DutyScope } from '../roster/duty-scope.ts'
import { dutiesIn } from '../roster/published-duty.service.ts'
import type { PublishedDuty } from '../roster/published-duty.ts'
import type { Instant } from '../time/clock.ts'
import type { Audience } from './audience.ts'
import * as scopes from './calendar-scope.repository.ts'
import { afterScopes } from './calendar-scope.ts'
import { feedWindow } from './duty-feed.ts'
import { scopeOf } from './scope-of.service.ts'

/** Calendars of one physician, one scheme and one association always show the same ones' duties. */
const ALWAYS_THE_SAME: ReadonlySet<Audience> = new Set(['physician', 'scheme', 'association'])

/**
 * The published duties that an audience is shown at `now`, each once, in order of time; as gone, what went from it in the
 * last 30 days: because a duty was cancelled or passed on, or because a link ended, or a group or a block has changed.
 */
export async function dutiesFor(
  db: Db,
  audience: Audience,
  id: string,
  now: Instant,
): Promise<PublishedDuty[]> {
  const window = feedWindow(now)
  const scope = await scopeOf(db, audience, id)
  const duties = await dutiesIn(db, scope, window, window.start)
  if (ALWAYS_THE_SAME.has(audience)) return duties
  const { former, changes, changedAt } = await scopesUntil(db, { audience, id, scope, now })
  const before = []
  for (const { scope: earlier, endedAt } of former)
    if (endedAt >= window.start)
      before.push({ duties: await dutiesIn(db, earlier, window, window.start), endedAt })
  return afterScopes(duties, before, { changes, changedAt })
}

/**
 * The scopes there were before this one, the latest first. Written down here and not where links, groups and blocks are
 * changed: what matters is what a calendar has shown, and this is the one place that knows.
 */
async function scopesUntil(
  db: Db,
  { audience, id, scope, now }: { audience: Audience; id: string; scope: DutyScope; now: Instant },
): Promise<{ former: { scope: DutyScope; endedAt: Instant }[]; changes: number; changedAt: Instant }> {
  const text = JSON.stringify(scope)
  let rows = await scopes.listScopes(db, audience, id)
  if (rows.at(-1)?.scope !== text) {
    const row = { audience, audience_id: id, number: rows.length, scope: text, noticed_at: now }
    await db.transaction().execute(trx => scopes.addScope(trx, row))
    rows = await scopes.listScopes(db, audience, id)
  }
  const former = rows.slice(1).map(({ noticed_at }, number) => ({
    scope: JSON.parse(rows[number]?.scope ?? '') as DutyScope,
    endedAt: noticed_at,
  }))
  return { former: former.toReversed(), changes: former.length, changedAt: former.at(-1)?.endedAt ?? 0 }
}
