import type { Generated } from 'kysely'

/** A calendar subscription. The token itself is never stored, only its SHA-256. */
export type FeedSubscriptionTable = {
  id: string
  audience: string
  audience_id: string
  token_hash: string
  created_at: number
  /** The account that made it; null: the seed of the demo. */
  created_by: string | null
  /** 1: made by the secretariat for the physician (代行入力). */
  on_behalf: Generated<number>
  revoked_at: number | null
}
