import type { Generated } from 'kysely'

/** What stands for a patient: initials and a number such as `K-102`, never a name (domain.md §4). */
export type PatientReferenceTable = {
  id: string
  association_id: string
  code: string
  area_id: string | null
  entered_at: number
  entered_by: string | null
  /** Home care has ended; the code may be given again. */
  closed_at: number | null
  revision: Generated<number>
}
