import { setTimeout } from 'node:timers/promises'
import { followAuditHead } from '../../audit/audit-head.service.ts'
import type { ServerContext } from '../../context.ts'
import type { Instant } from '../../time/clock.ts'
import type { RotaInstance } from '../optimiser/instance.ts'
import type { Progress } from '../optimiser/optimiser.ts'
import type { RotaResult } from '../optimiser/result.ts'
import * as runs from './rota-run.repository.ts'
import { HEARTBEAT } from './rota-run.ts'
import type { InTurn } from './searches.ts'
import { takeOwnRota } from './take-rota.service.ts'

export type Search = {
  id: string
  rosterId: string
  instance: RotaInstance
  seconds: number
  seed: number
}

/** What is written with every sign of life. */
type Told = { since: Instant | null; progress: Progress | null }

/**
 * Conducts a search that was started: computes when its turn comes, tells how it stands twice a second at most, comes
 * to an end when it is asked to, here or on another server, and keeps what it has found. One that somebody else has
 * given up for lost changes nothing any more.
 */
export async function conductSearch(
  context: ServerContext,
  { id, rosterId, instance, seconds, seed }: Search,
  stop: AbortController,
  inTurn: InTurn,
): Promise<void> {
  const told: Told = { since: null, progress: null }
  const over = new AbortController()
  const pulse = keepPulse(context, id, told, stop, over.signal)
  try {
    const result = await inTurn(() => {
      told.since = context.clock()
      return context.optimiser.optimise(instance, {
        seconds,
        seed,
        cancelled: stop.signal,
        onProgress: progress => {
          told.progress = progress
        },
      })
    })
    over.abort()
    await pulse
    await endSearch(context, { id, rosterId }, told.since, result)
  } catch (error) {
    over.abort()
    await pulse
    await runs.changeRunning(context.db, id, { status: 'failed', ended_at: context.clock() })
    throw error
  }
}

/** Gives a sign of life every half second until it is over. A database that answers late gets fewer, never a queue. */
async function keepPulse(
  { db, clock }: ServerContext,
  id: string,
  told: Told,
  stop: AbortController,
  over: AbortSignal,
): Promise<void> {
  while (await passes(HEARTBEAT, over)) {
    const { since, progress } = told
    const sign = {
      heartbeat_at: clock(),
      searching_since: since,
      ...(progress ? { best: progress.best, bound: progress.bound } : {}),
    }
    // A database that is away for a moment ends no search.
    const seen = await runs.beat(db, id, sign).catch(() => ({ stop_requested: 0 }))
    if (seen?.stop_requested !== 0) stop.abort()
  }
}

/** Waits; false when it was over before. */
const passes = (ms: number, over: AbortSignal): Promise<boolean> =>
  setTimeout(ms, true, { signal: over, ref: false }).catch(() => false)

/** Keeps the result (null: it was stopped before its turn came); its rota becomes the draft where nothing has changed. */
async function endSearch(
  context: ServerContext,
  { id, rosterId }: Pick<Search, 'id' | 'rosterId'>,
  since: Instant | null,
  result: RotaResult | null,
): Promise<void> {
  const now = context.clock()
  const rota = result && result.status !== 'infeasible' ? result : null
  await context.db.transaction().execute(async trx => {
    await runs.holdRoster(trx, rosterId)
    const run = await runs.changeRunning(trx, id, {
      status: 'done',
      searching_since: since,
      heartbeat_at: now,
      ended_at: now,
      result: result && JSON.stringify(result),
      best: rota?.objective ?? null,
      bound: rota?.bound ?? null,
    })
    if (run && result) await takeOwnRota(trx, now, run, result)
  })
  await followAuditHead(context)
}
