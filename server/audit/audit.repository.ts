import type { Selectable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { AuditEntryTable } from '../../db/schema/audit-entry.ts'
import type { Instant } from '../time/clock.ts'
import type { ChainHead } from './audit-chain.ts'
import type { ChainedEntry } from './audit-entry.ts'

/** The audit chain and its head. SQL only. */

/** Takes the next number and with it the head's lock until the transaction ends; gives the head before it. */
export async function takeNextPlace(trx: Trx): Promise<ChainHead> {
  const { seq, hash } = await trx
    .updateTable('audit_head')
    .set(eb => ({ seq: eb('seq', '+', 1) }))
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
  return { seq: seq - 1, hash }
}

export async function appendEntry(trx: Trx, entry: ChainedEntry): Promise<void> {
  await trx
    .insertInto('audit_entry')
    .values({
      seq: entry.seq,
      at: entry.at,
      action: entry.action,
      actor_id: entry.actorId,
      on_behalf_of: entry.onBehalfOf,
      association_id: entry.associationId,
      resource: entry.resource,
      detail: entry.detail,
      address: entry.address,
      previous_hash: entry.previousHash,
      hash: entry.hash,
    })
    .execute()
  await trx.updateTable('audit_head').set({ hash: entry.hash }).execute()
}

export const findHead = (db: Db | Trx): Promise<ChainHead> =>
  db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow()

export const findHash = async (db: Db | Trx, seq: number): Promise<string | null> =>
  (await db.selectFrom('audit_entry').where('seq', '=', seq).select('hash').executeTakeFirst())?.hash ?? null

/** Up to `limit` entries that come after `seq`, in order. */
export async function listEntriesAfter(db: Db | Trx, seq: number, limit: number): Promise<ChainedEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(entryOf)
}

export type EntryQuery = {
  associationId?: string
  actorId?: string
  action?: string
  /** `[from, until)`. */
  from?: Instant
  until?: Instant
  /** Entries with a smaller number than this. */
  before?: number
  limit: number
}

/** Up to `limit` entries that fit, newest first. */
export async function listEntries(db: Db | Trx, query: EntryQuery): Promise<ChainedEntry[]> {
  const { associationId, actorId, action, from, until, before } = query
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .$if(associationId !== undefined, q => q.where('association_id', '=', associationId ?? null))
    .$if(actorId !== undefined, q => q.where('actor_id', '=', actorId ?? null))
    .$if(action !== undefined, q => q.where('action', '=', action ?? ''))
    .$if(from !== undefined, q => q.where('at', '>=', from ?? 0))
    .$if(until !== undefined, q => q.where('at', '<', until ?? 0))
    .$if(before !== undefined, q => q.where('seq', '<', before ?? 0))
    .orderBy('seq', 'desc')
    .limit(query.limit)
    .execute()
  return rows.map(entryOf)
}

const entryOf = (row: Selectable<AuditEntryTable>): ChainedEntry => ({
  seq: row.seq,
  at: row.at,
  action: row.action,
  actorId: row.actor_id,
  onBehalfOf: row.on_behalf_of,
  associationId: row.association_id,
  resource: row.resource,
  detail: row.detail,
  address: row.address,
  previousHash: row.previous_hash,
  hash: row.hash,
})
