import type { Generated } from 'kysely'

/** Who answers for one patient reference or for the patients of a clinic group. */
export type CareTeamTable = {
  id: string
  association_id: string
  /** Either this or the group, which may be gone since the team has ended. */
  patient_id: string | null
  group_id: string | null
  /** JSON of `EmergencyPlan`. */
  emergency_plan: string
  entered_at: number
  entered_by: string | null
  ended_at: number | null
  revision: Generated<number>
}
