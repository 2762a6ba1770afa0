/** One wish of a physician for a fiscal year: 不可, できれば避けたい or 希望. */
export type WishTable = {
  id: string
  scheme_id: string
  physician_id: string
  fiscal_year: number
  kind: 'unavailable' | 'avoid' | 'want'
  /** JSON of `WishPattern`: a unit, days, a repetition, or the busy times of an imported calendar. */
  pattern: string
  entered_at: number
  /** The account; null: the program itself. */
  entered_by: string | null
  /** 1: entered by somebody else in their place (代行入力). */
  on_behalf: number
}
