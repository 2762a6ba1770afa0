import type { Generated } from 'kysely'

/** A patient whom a hospital has sent and who waits for an attending physician. */
export type ReferralTable = {
  id: string
  association_id: string
  patient_id: string
  hospital_id: string | null
  /** JSON array of the capabilities that are needed. */
  capabilities: string
  /** `waiting`, `assigned` or `withdrawn`. */
  status: string
  received_at: number
  entered_by: string | null
  decided_at: number | null
  decided_by: string | null
  /** Who took it. */
  physician_id: string | null
  revision: Generated<number>
}
