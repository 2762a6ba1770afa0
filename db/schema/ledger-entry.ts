/**
 * An opening balance or a correction of what a physician carries into a fiscal year. Written once; a mistake is
 * put right by another entry. What was held in published years is not here: it is read from the rotas.
 */
export type LedgerEntryTable = {
  id: string
  scheme_id: string
  physician_id: string
  /** The year that opens with it. */
  fiscal_year: number
  /** Added to the balance; positive: did more than their share. */
  quarter_points: number
  /** JSON of units held before by holiday class, added to what the rotas say. */
  counts: string
  /** JSON of `SaidOfLastYear`: `yearEnd`, `goldenWeek` held in the year before or not; a list of those held, once. */
  held_last_year: string
  reason: string
  entered_at: number
  entered_by: string | null
}
