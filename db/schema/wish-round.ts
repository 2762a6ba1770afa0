/** When and how many wishes the members of a scheme may enter for a fiscal year. */
export type WishRoundTable = {
  scheme_id: string
  fiscal_year: number
  /** Physicians enter before this instant; null: they cannot enter yet. The secretariat may at any time. */
  deadline_at: number | null
  /** Where a sheet on paper goes back to, such as the FAX number of the secretariat; may be empty. */
  return_to: string
  /** JSON of `WishQuotas`: the most units each kind of wish may touch, for everybody and for single members. */
  quotas: string
  revision: number
}
