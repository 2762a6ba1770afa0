/** A calendar subscription. The token itself is never stored, only its SHA-256. */
export type FeedSubscriptionTable = {
  id: string
  audience: string
  audience_id: string
  token_hash: string
  created_at: number
  revoked_at: number | null
}
