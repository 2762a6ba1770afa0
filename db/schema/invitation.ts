/** An invitation to a role. The token of its link is never stored, only its SHA-256. */
export type InvitationTable = {
  id: string
  association_id: string | null
  role: string
  facility_id: string | null
  from_day: string
  to_day: string | null
  email_index: string
  /** Sealed. */
  email: string
  /** Sealed. */
  name: string
  token_hash: string
  /** Null: made by the program itself, for the first administrator. */
  invited_by: string | null
  created_at: number
  expires_at: number
  used_at: number | null
  revoked_at: number | null
}
