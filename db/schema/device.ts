/** A browser in which an account has completed a sign-in. Revoking it deletes the row and its sessions. */
export type DeviceTable = {
  id: string
  account_id: string
  /** SHA-256 of the browser's cookie; accounts that share a browser have a row each. */
  token_hash: string
  agent: string
  /** 1: its lapsed session stays signed in for pages without patient data. */
  remembered: number
  created_at: number
  last_used_at: number
  expires_at: number
}
