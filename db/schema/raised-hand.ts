/** A physician's offer to take a referral or to cover an absence (挙手). */
export type RaisedHandTable = {
  id: string
  /** `referral` or `absence`. */
  request_kind: string
  request_id: string
  physician_id: string
  raised_at: number
  raised_by: string | null
  /** 1: entered by the secretariat (代行入力). */
  on_behalf: number
  withdrawn_at: number | null
}
