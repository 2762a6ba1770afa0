/**
 * A place in a care team from `from_at` to `to_at` (null: until further notice). Who takes a place ends the row before:
 * what is past stays as it was.
 */
export type CareTeamMemberTable = {
  id: string
  team_id: string
  /**
   * `attending`, `deputy` and `specialist` are physicians, `station` and `hospital` what they say; `scheme` is the one
   * whose rota and final back-up stand behind the team.
   */
  role: string
  target_id: string
  /** The discipline of a specialist (診療科); else empty. */
  discipline: string
  /** The order among those of one role. */
  position: number
  from_at: number
  to_at: number | null
  entered_by: string | null
}
