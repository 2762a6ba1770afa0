/** A physician's word on a version: read (既読), and accepted (承諾) once `accepted_at` is set. */
export type PublicationReceiptTable = {
  publication_id: string
  physician_id: string
  read_at: number
  accepted_at: number | null
  account_id: string | null
  /** 1: told to the secretariat, which entered it. */
  on_behalf: number
}
