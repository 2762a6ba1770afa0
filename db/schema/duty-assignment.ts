import type { Generated } from 'kysely'

/**
 * The current word on every published unit and post: what feeds and boards read.
 * Derived from the publications, kept with what a calendar program needs to follow a change (RFC 5545
 * SEQUENCE, LAST-MODIFIED). Overlaps of one physician, in whatever scheme, are refused by the database.
 */
export type DutyAssignmentTable = {
  unit_id: string
  post: string
  /** 0 for the whole unit or its first part, else the minutes from the unit's start to this part's. */
  part: Generated<number>
  roster_id: string
  physician_id: string
  day: string
  start_at: number
  end_at: number
  holiday_class: string
  label: string
  tentative: number
  sequence: number
  first_published_at: number
  changed_at: number
  /** Set when a later version no longer has the unit; the row stays so that calendars learn of it. */
  cancelled_at: number | null
}
