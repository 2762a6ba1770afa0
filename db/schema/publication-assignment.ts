/** One unit and post of a published version, with the unit's hours and name as they were then. Immutable. */
export type PublicationAssignmentTable = {
  publication_id: string
  unit_id: string
  post: string
  physician_id: string
  day: string
  start_at: number
  end_at: number
  holiday_class: string
  label: string
  tentative: number
}
