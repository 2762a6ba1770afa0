/** An authenticator app. At most one confirmed row for each account; an unconfirmed one waits for its first code. */
export type TotpFactorTable = {
  id: string
  account_id: string
  /** Sealed. */
  secret: string
  created_at: number
  confirmed_at: number | null
  /** The time step of the last accepted code: neither it nor an earlier one is accepted again. */
  last_counter: number
}
