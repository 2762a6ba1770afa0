import type { Generated } from 'kysely'

/** Who holds a post of a unit in the draft. Overlaps of one physician inside a roster are refused by the database. */
export type DraftAssignmentTable = {
  unit_id: string
  post: string
  roster_id: string
  physician_id: string
  start_at: number
  end_at: number
  /** 1: settled by the secretariat; the optimiser leaves it (固定). */
  pinned: Generated<number>
}
