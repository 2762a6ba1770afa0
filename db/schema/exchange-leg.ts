/** One post of a unit that changes hands in an exchange; `to_physician_id` is null while nobody has taken an offer. */
export type ExchangeLegTable = {
  exchange_id: string
  position: number
  unit_id: string
  post: string
  from_physician_id: string
  to_physician_id: string | null
}
