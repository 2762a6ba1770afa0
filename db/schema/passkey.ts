/** A WebAuthn credential; `id` is the credential id as base64url. */
export type PasskeyTable = {
  id: string
  account_id: string
  /** COSE key as base64url. */
  public_key: string
  /** The authenticator's own count of uses; 0 for ever where it keeps none. */
  counter: number
  /** JSON list, as the browser told. */
  transports: string
  agent: string
  created_at: number
  last_used_at: number | null
}
