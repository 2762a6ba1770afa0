/** Who really stood a duty, beside the plan; the newest `number` of a unit and post counts. Immutable. */
export type DutyRecordTable = {
  id: string
  roster_id: string
  unit_id: string
  post: string
  number: number
  /** JSON array of `{ physicianId, start, end }`, instants in epoch milliseconds; empty: nobody stood it. */
  stood: string
  note: string
  recorded_at: number
  recorded_by: string | null
}
