/**
 * Who did what, for whom, when and from where: written once, each row chained to the one before by its hash.
 * Holds ids only, never the name or address of a person.
 */
export type AuditEntryTable = {
  seq: number
  at: number
  action: string
  /** Null: nobody was signed in, or the program itself. */
  actor_id: string | null
  on_behalf_of: string | null
  association_id: string | null
  /** `kind:id`. */
  resource: string
  /** JSON object with sorted keys. */
  detail: string
  /** The network address the request came from. */
  address: string | null
  previous_hash: string
  hash: string
}
