/** A data key, wrapped by the master key. Each scope has one key in force; retired ones still open old texts. */
export type DataKeyTable = {
  id: string
  /** `installation`, `blindIndex` or `association/<id>`. */
  scope: string
  /** Fingerprint of the master key that wrapped it. */
  master_id: string
  wrapped: string
  created_at: number
  retired_at: number | null
}
