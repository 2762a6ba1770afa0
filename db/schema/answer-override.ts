/** Another physician answers for a team in these hours, set by hand. */
export type AnswerOverrideTable = {
  id: string
  team_id: string
  physician_id: string
  start_at: number
  end_at: number
  reason: string
  entered_at: number
  entered_by: string | null
  withdrawn_at: number | null
}
