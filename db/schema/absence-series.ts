import type { Generated } from 'kysely'

/** Absences that return every week between two days, as after a disaster (domain.md §2K). */
export type AbsenceSeriesTable = {
  id: string
  association_id: string
  physician_id: string
  reason_id: string
  cover: string
  cover_physician_id: string | null
  /** JSON array of ISO weekdays. */
  weekdays: string
  /** `HH:MM` in Tokyo; an end at or before the start is on the next day. */
  from_time: string
  to_time: string
  from_day: string
  to_day: string
  note: string
  entered_at: number
  entered_by: string | null
  ended_at: number | null
  revision: Generated<number>
}
