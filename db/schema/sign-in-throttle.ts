/** How far the tries under one key are used up. The key is a blind index of account, device or address. */
export type SignInThrottleTable = {
  key: string
  /** When the last of the tries made so far will have been given back. */
  free_at: number
}
