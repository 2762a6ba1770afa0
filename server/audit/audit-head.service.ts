import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from '../../db/open.ts'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { writeDurably } from '../durable-file.ts'
import * as audit from './audit.repository.ts'
import { type Anchor, type ChainHead, EMPTY_CHAIN, isSameHead } from './audit-chain.ts'

const headFile = z.object({ seq: z.int().nonnegative(), hash: z.string().regex(/^[\da-f]{64}$/) })

/** `DATA_DIR/audit-head.json`: the end of the chain, outside the database, so that a cut tail shows. */
export const headFileOf = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'audit-head.json')

export function readHeadFile(path: string): Anchor {
  try {
    return headFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable'
  }
}

/**
 * What became of the head file: `followed`, it tells the end of the chain; `madeAnew`, it was not there
 * although the chain had begun; `contradicted`, the chain is not the one it saw, so it was left as it is.
 */
export type HeadFollowed = 'followed' | 'madeAnew' | 'contradicted'

/**
 * Brings the head file up to the committed end of the chain: at the start, and after each change is
 * committed. It may lag behind the chain after a crash; it never leads, and never goes along with a chain
 * that was cut or rewritten.
 */
export async function followAuditHead({ db, config }: Pick<Context, 'db' | 'config'>): Promise<HeadFollowed> {
  const path = headFileOf(config)
  const before = readHeadFile(path)
  const head = await audit.findHead(db)
  if (before === 'unreadable') return 'contradicted'
  if (before === 'missing') {
    writeHead(path, head)
    return head.seq === 0 ? 'followed' : 'madeAnew'
  }
  if (isSameHead(before, head)) return 'followed'
  if (!(await isInChain(db, before))) return 'contradicted'
  if (before.seq >= head.seq) return 'followed'
  // Another request has brought the file further, perhaps not as far as this one knows.
  if (!isUnchanged(path, before)) return followAuditHead({ db, config })
  writeHead(path, head)
  return 'followed'
}

const isInChain = async (db: Db, head: ChainHead): Promise<boolean> =>
  head.seq === 0 ? isSameHead(head, EMPTY_CHAIN) : (await audit.findHash(db, head.seq)) === head.hash

/** False when another request has brought the file further in the meantime. */
function isUnchanged(path: string, before: ChainHead): boolean {
  const now = readHeadFile(path)
  return typeof now === 'object' && isSameHead(now, before)
}

const writeHead = (path: string, head: ChainHead): void => writeDurably(path, `${JSON.stringify(head)}\n`)
