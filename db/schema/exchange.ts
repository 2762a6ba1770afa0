/** A swap (交代) between physicians or an open offer of a duty to all members, from draft to its end. */
export type ExchangeTable = {
  id: string
  roster_id: string
  kind: string
  status: string
  proposer_id: string
  note: string
  created_at: number
  created_by: string | null
  /** 1: entered by the secretariat for the proposer (代行入力). */
  on_behalf: number
  expires_at: number
  /** 1: the secretariat has to agree once everybody has. */
  approval_needed: number
  decided_at: number | null
  decided_by: string | null
  decision_reason: string | null
  revision: number
}
