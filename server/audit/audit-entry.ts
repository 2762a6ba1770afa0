import type { Instant } from '../time/clock.ts'

/** What is recorded of a change, or of a reading of patient data. Ids only: never a name, a phone or an e-mail. */
export type AuditEntry = {
  /** What was done, such as `roster.publish`. */
  action: string
  /** Who did it; null: nobody was signed in, or the program itself. */
  actor: { accountId: string | null; name?: never }
  /** The account or physician in whose place it was entered (代行入力). */
  onBehalfOf?: string
  /** Null when it concerns the installation. */
  associationId: string | null
  /** `kind:id`. */
  resource: string
  detail?: Record<string, string | number | boolean>
  /** The network address the request came from. */
  address: string | null
}

/** An entry as it stands in the chain. */
export type ChainedEntry = {
  seq: number
  at: Instant
  action: string
  actorId: string | null
  onBehalfOf: string | null
  associationId: string | null
  resource: string
  /** JSON object with sorted keys, the very text that was hashed. */
  detail: string
  address: string | null
  previousHash: string
  hash: string
}

const NAME = /^[a-z][\w.-]*$/i
const ID = /^[\w.~/:-]+$/
const RESOURCE = /^[a-z]\w*:[\w.~/:-]+$/i
const DETAIL = /^[\w.,~/:+ -]*$/
const ADDRESS = /^[\da-f.:]+$/i

/**
 * The entry at its place in the chain, without the hash. Throws for anything that does not look like an id:
 * a person's name in an entry is a bug, and could never be erased again.
 */
export function placeEntry(
  entry: AuditEntry,
  at: Instant,
  previous: { seq: number; hash: string },
): Omit<ChainedEntry, 'hash'> {
  demand('action', entry.action, NAME)
  demand('resource', entry.resource, RESOURCE)
  demand('actor', entry.actor.accountId, ID)
  demand('onBehalfOf', entry.onBehalfOf ?? null, ID)
  demand('association', entry.associationId, ID)
  demand('address', entry.address, ADDRESS)
  const detail = Object.entries(entry.detail ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [name, value] of detail) {
    demand('detail', name, NAME)
    demand(`detail ${name}`, String(value), DETAIL)
  }
  return {
    seq: previous.seq + 1,
    at,
    action: entry.action,
    actorId: entry.actor.accountId,
    onBehalfOf: entry.onBehalfOf ?? null,
    associationId: entry.associationId,
    resource: entry.resource,
    detail: JSON.stringify(Object.fromEntries(detail)),
    address: entry.address,
    previousHash: previous.hash,
  }
}

function demand(field: string, value: string | null, pattern: RegExp): void {
  if (value !== null && !pattern.test(value)) throw new Error(`audit entry: ${field} must be an id`)
}
