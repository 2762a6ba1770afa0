/** A link that opens the board of an association without signing in. The token is never stored, only its SHA-256. */
export type BoardLinkTable = {
  id: string
  association_id: string
  /** For whom it was made, e.g. コールセンター. */
  name: string
  token_hash: string
  created_at: number
  created_by: string | null
  revoked_at: number | null
  last_read_at: number | null
}
