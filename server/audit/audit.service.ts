import type { Db, Trx } from '../../db/open.ts'
import type { Instant } from '../time/clock.ts'
import type { LocalDay } from '../time/local-day.ts'
import { instantOf } from '../time/tokyo.ts'
import * as audit from './audit.repository.ts'
import { hashOfEntry } from './audit-chain.ts'
import { csvHeading, csvLine } from './audit-csv.ts'
import { type AuditEntry, type ChainedEntry, placeEntry } from './audit-entry.ts'

export type { AuditEntry } from './audit-entry.ts'

/**
 * Appends to the audit chain inside the transaction of the change: both happen or neither. Call it last:
 * other transactions that record something wait for this one from here to its end.
 */
export async function recordAudit(trx: Trx, now: Instant, entry: AuditEntry): Promise<void> {
  const placed = placeEntry(entry, now, await audit.takeNextPlace(trx))
  await audit.appendEntry(trx, { ...placed, hash: hashOfEntry(placed) })
}

/** Which entries; a field that is left out does not narrow. */
export type AuditFilter = {
  associationId?: string
  actorId?: string
  action?: string
  /** Days in Asia/Tokyo, both included. */
  from?: LocalDay
  to?: LocalDay
}

export const LARGEST_PAGE = 200

/**
 * A page of entries, newest first: at most `size`, itself at most `LARGEST_PAGE`. `before` is the `next` of
 * the page before; `next` is null on the last one.
 */
export async function listAudit(
  db: Db | Trx,
  filter: AuditFilter,
  { size = 50, before }: { size?: number; before?: number } = {},
): Promise<{ entries: ChainedEntry[]; next: number | null }> {
  const limit = Math.min(Math.max(1, size), LARGEST_PAGE)
  const found = await audit.listEntries(db, queryOf(filter, limit + 1, before))
  const entries = found.slice(0, limit)
  return { entries, next: found.length > limit ? (entries.at(-1)?.seq ?? null) : null }
}

/** All entries that fit as CSV for Excel, newest first, in pieces: the heading, then a page at a time. */
export async function* exportAudit(db: Db, filter: AuditFilter): AsyncGenerator<string> {
  yield csvHeading()
  for (let before: number | undefined; ; ) {
    const page = await listAudit(db, filter, { size: LARGEST_PAGE, ...(before ? { before } : {}) })
    yield page.entries.map(csvLine).join('')
    if (page.next === null) return
    before = page.next
  }
}

const queryOf = (
  { from, to, ...same }: AuditFilter,
  limit: number,
  before: number | undefined,
): audit.EntryQuery => ({
  ...same,
  ...(from === undefined ? {} : { from: instantOf(from, '00:00') }),
  ...(to === undefined ? {} : { until: instantOf(to, '24:00') }),
  ...(before === undefined ? {} : { before }),
  limit,
})
