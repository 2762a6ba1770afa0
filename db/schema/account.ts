/** A person who signs in. Personal fields are sealed for the installation: an account spans associations. */
export type AccountTable = {
  id: string
  /** Blind index of the normalised e-mail address: finds the account without storing the address. */
  email_index: string
  /** Sealed. */
  email: string
  /** Sealed. */
  name: string
  /** argon2id as a PHC string. */
  password_hash: string
  created_at: number
  /** Set by the secretariat; from then on every session of the account is anonymous. */
  disabled_at: number | null
}
