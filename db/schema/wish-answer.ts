/** A member has no wishes for a fiscal year (希望なし), and has said so. */
export type WishAnswerTable = {
  scheme_id: string
  physician_id: string
  fiscal_year: number
  answered_at: number
  /** The account; null: the program itself. */
  answered_by: string | null
  /** 1: said by somebody else in their place (代行入力). */
  on_behalf: number
}
