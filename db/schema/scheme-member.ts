import type { Generated } from 'kysely'

/** A physician's place in a scheme from `joined_on` to `left_on` (both days included; null: still a member). */
export type SchemeMemberTable = {
  scheme_id: string
  physician_id: string
  joined_on: string
  left_on: string | null
  /** Units a year; null: no bound of their own. */
  min_units: number | null
  max_units: number | null
  /** 100 for a full share, 50 for a half. */
  share_percent: number
  /** JSON array of the posts they may take; null: every post of the scheme. */
  posts: string | null
  /** JSON array of the blocks (ブロック) they serve; null: every block. */
  blocks: string | null
  revision: Generated<number>
}
