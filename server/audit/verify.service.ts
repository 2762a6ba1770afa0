import type { Db } from '../../db/open.ts'
import * as audit from './audit.repository.ts'
import {
  type Anchor,
  type ChainHead,
  type ChainVerdict,
  checkEnd,
  EMPTY_CHAIN,
  followChain,
} from './audit-chain.ts'

const PAGE = 1_000

/** The first page begins below 1, where only a forged entry can be. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER

/**
 * Checks the whole chain against itself, the database's head and `anchor`, the head file, which must have been
 * read before. The server may go on appending meanwhile: what comes during the check is checked too.
 */
export async function verifyAudit(db: Db, anchor: Anchor): Promise<ChainVerdict> {
  for (let from = EMPTY_CHAIN; ; ) {
    const due = await audit.findHead(db)
    const followed = await followToEnd(db, from, anchor)
    if (!followed.ok) return followed
    const kept = await audit.findHead(db)
    const isCut = followed.head.seq < due.seq
    if (isCut || kept.seq <= followed.head.seq) return checkEnd(followed.head, kept, anchor)
    from = followed.head
  }
}

async function followToEnd(db: Db, from: ChainHead, anchor: Anchor): Promise<ChainVerdict> {
  let end = from
  for (;;) {
    const entries = await audit.listEntriesAfter(db, end.seq || BEFORE_ALL, PAGE)
    const followed = followChain(end, entries, anchor)
    if (!followed.ok || entries.length < PAGE) return followed
    end = followed.head
  }
}
