import type { Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import type { Instant } from '../time/clock.ts'
import type { Duty } from './follow-publication.ts'
import { instanceOf } from './instance.service.ts'
import type { Assignment } from './optimiser/instance.ts'
import * as publications from './publication.repository.ts'
import { publishedUnits } from './published-units.ts'
import { rosterId } from './roster-id.ts'
import { rowOfDuty } from './standing/duty-row.ts'
import { addDutyChanges, tellCalendars } from './standing/standing-rota.service.ts'
import { type DutyChange, standingRota } from './standing/standing-rota.ts'

/** What a version says, and what it was made from: a draft, or the version before. */
type NewVersion = {
  number: number
  kind: 'publication' | 'withdrawal'
  /** Why units are withdrawn; null: a publication. */
  reason: string | null
  seed: number
  inputHash: string
  /** JSON of the gate's results; null: nothing was checked. */
  checks: string | null
  pins: readonly Assignment[]
  published: readonly Duty[]
  /** Changes of parts that outlive the version before. */
  carried: readonly DutyChange[]
}

/**
 * Adds an immutable version and tells the calendars. The caller holds the roster; two duties of one physician at once
 * reach it as the database's error. Answers the version's id and how many events changed.
 */
export async function addVersion(
  trx: Trx,
  now: Instant,
  { accountId }: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  { number, kind, reason, seed, inputHash, checks, pins, published, carried }: NewVersion,
): Promise<{ publicationId: string; changed: number }> {
  const id = rosterId(scheme.id, year)
  const publicationId = `${id}/v${number}`
  const units = publishedUnits(scheme.id, published.map(rowOfDuty))
  const instance = await instanceOf(trx, scheme, year, units, { pins })
  await publications.addPublication(
    trx,
    {
      id: publicationId,
      roster_id: id,
      number,
      kind,
      reason,
      published_at: afterAll(carried, now),
      published_by: accountId,
      seed,
      input_hash: inputHash,
      instance: JSON.stringify(instance),
      checks,
    },
    published.map(duty => ({ publication_id: publicationId, ...rowOfDuty(duty) })),
  )
  await addDutyChanges(trx, id, publicationId, carried)
  return { publicationId, changed: await tellCalendars(trx, id, standingRota(published, carried), now) }
}

/** A version that waited for the roster is later than what was changed meanwhile and what it takes over. */
const afterAll = (changes: readonly DutyChange[], now: Instant): Instant =>
  Math.max(now, ...changes.map(({ appliedAt }) => appliedAt + 1))
