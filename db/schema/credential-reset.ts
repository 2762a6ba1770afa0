/** A link made for a person who stands before the secretariat. Only the hash of its token is stored. */
export type CredentialResetTable = {
  id: string
  account_id: string
  /** Null: made by the system administrator. */
  association_id: string | null
  token_hash: string
  created_by: string
  created_at: number
  expires_at: number
  used_at: number | null
  revoked_at: number | null
}
