import { createHash } from 'node:crypto'
import type { ChainedEntry } from './audit-entry.ts'

/** The end of a chain: the last entry's number and hash. */
export type ChainHead = { seq: number; hash: string }

/** The head of a chain without entries. */
export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: '0'.repeat(64) }

export const isSameHead = (a: ChainHead, b: ChainHead): boolean => a.seq === b.seq && a.hash === b.hash

/** SHA-256, in hexadecimal, over the entry as a JSON array in fixed order, the previous hash included. */
export const hashOfEntry = (entry: Omit<ChainedEntry, 'hash'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        'rinban-audit/1',
        entry.seq,
        entry.at,
        entry.action,
        entry.actorId,
        entry.onBehalfOf,
        entry.associationId,
        entry.resource,
        entry.detail,
        entry.address,
        entry.previousHash,
      ]),
    )
    .digest('hex')

/** What the head file says: how far the chain had come when it was last written. */
export type Anchor = ChainHead | 'missing' | 'unreadable'

export type ChainFault =
  /** A number is left out: an entry was deleted. */
  | 'entryMissing'
  /** A number comes twice or too late: entries were reordered. */
  | 'entryOutOfPlace'
  /** The entry does not follow the one before it: that one was replaced, or this one was put in. */
  | 'linkBroken'
  /** The entry is not what was hashed. */
  | 'entryEdited'
  /** The chain was longer once. */
  | 'tailCut'
  /** Whole in itself, but not the chain the head file saw: this entry or one before it was rewritten. */
  | 'rewritten'
  /** An entry was put in behind the end the database itself keeps, or that end was changed. */
  | 'headContradicted'
  | 'headFileMissing'
  | 'headFileUnreadable'

/** `seq` names the first bad entry: where there is none to show, the number it had. */
export type ChainVerdict = { ok: true; head: ChainHead } | { ok: false; fault: ChainFault; seq: number }

/** Follows `entries` in order from the `head` before them to the head after them, or to the first bad one. */
export function followChain(head: ChainHead, entries: readonly ChainedEntry[], anchor: Anchor): ChainVerdict {
  let end = head
  for (const entry of entries) {
    const fault = faultOf(entry, end, anchor)
    if (fault) return { ok: false, fault, seq: Math.min(entry.seq, end.seq + 1) }
    end = { seq: entry.seq, hash: entry.hash }
  }
  return { ok: true, head: end }
}

function faultOf(entry: ChainedEntry, before: ChainHead, anchor: Anchor): ChainFault | null {
  if (entry.seq > before.seq + 1) return 'entryMissing'
  if (entry.seq <= before.seq) return 'entryOutOfPlace'
  if (hashOfEntry(entry) !== entry.hash) return 'entryEdited'
  if (entry.previousHash !== before.hash) return 'linkBroken'
  const isAnchor = typeof anchor === 'object' && anchor.seq === entry.seq
  return isAnchor && anchor.hash !== entry.hash ? 'rewritten' : null
}

/** Compares the `end` that the entries have with the head the database keeps and with the head file. */
export function checkEnd(end: ChainHead, kept: ChainHead, anchor: Anchor): ChainVerdict {
  const bad = (fault: ChainFault, seq: number): ChainVerdict => ({ ok: false, fault, seq })
  if (anchor === 'unreadable') return bad('headFileUnreadable', end.seq)
  if (anchor === 'missing' && end.seq > 0) return bad('headFileMissing', end.seq)
  if (kept.seq > end.seq) return bad('tailCut', end.seq + 1)
  if (anchor !== 'missing' && anchor.seq > end.seq) return bad('tailCut', end.seq + 1)
  if (kept.seq < end.seq) return bad('headContradicted', kept.seq + 1)
  return kept.hash === end.hash ? { ok: true, head: end } : bad('headContradicted', end.seq)
}
