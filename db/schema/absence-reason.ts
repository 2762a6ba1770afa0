/** A reason for an absence (不在理由) that an association offers. */
export type AbsenceReasonTable = {
  id: string
  association_id: string
  label: string
  position: number
  /** No longer offered; absences that have it keep it. */
  retired_at: number | null
}
