/** A check of a version that was waived, with whose word and until when. Immutable. */
export type PublicationWaiverTable = {
  publication_id: string
  check_name: string
  reason: string
  /** The name under the waiver, as it was written. */
  signed_by: string
  signed_at: number
  account_id: string | null
  /** The last day it holds. */
  expires_on: string
}
