import type { Generated } from 'kysely'

/** A telephone call at the duty desk, from its receipt to its outcome. */
export type CallTable = {
  id: string
  association_id: string
  received_at: number
  /** Who called: a word of `CALLERS`; null: not entered yet, like all that follows. */
  caller: string | null
  /** As it was typed, where it is of no patient reference that is known. */
  patient_code: string | null
  patient_id: string | null
  routed_to_kind: string | null
  routed_to_id: string | null
  routed_at: number | null
  answered_by_kind: string | null
  answered_by_id: string | null
  answered_at: number | null
  outcome: string | null
  closed_at: number | null
  entered_by: string | null
  revision: Generated<number>
}
