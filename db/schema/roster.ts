/** The rota of one scheme and fiscal year; `revision` counts changes of the draft (optimistic lock). */
export type RosterTable = {
  id: string
  scheme_id: string
  fiscal_year: number
  revision: number
  drafted_at: number | null
  seed: number | null
  input_hash: string | null
  /** JSON with `uncovered`: promised hours without a unit. */
  findings: string
  /** JSON of `RotaProof`: how good the rota that was made is, and how good one can be at all. */
  proof: string | null
  /** JSON of the `RotaInstance` it was made from. */
  instance: string | null
}
