/** A signed-in browser. Ending a session deletes its row; each privilege change makes a new one. */
export type SessionTable = {
  id: string
  account_id: string
  token_hash: string
  /** 1: password only; 2: complete. */
  factors: number
  /** The browser as remembered or known; null until the sign-in is complete. */
  device_id: string | null
  /** Browser and system in words of a closed list. */
  agent: string
  /** When the factors were given: the absolute end counts from here. */
  signed_in_at: number
  /** The last request while the session was active; it stays where it was once the session has lapsed. */
  active_at: number
  last_seen_at: number
}
