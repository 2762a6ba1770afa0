/** A challenge under way. Answering it deletes the row, whether the answer is right or not. */
export type WebauthnChallengeTable = {
  challenge: string
  /** `session:<id>`, or `browser:<SHA-256 of its cookie>` before signing in. */
  bound_to: string
  purpose: string
  expires_at: number
}
