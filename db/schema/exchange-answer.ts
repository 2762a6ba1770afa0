/** What a physician asked in an exchange has answered. */
export type ExchangeAnswerTable = {
  exchange_id: string
  physician_id: string
  answer: string
  answered_at: number
  answered_by: string | null
  on_behalf: number
}
