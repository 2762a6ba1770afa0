/**
 * Whose duties the calendars of an audience showed, from `noticed_at` on until the next `number`. Written when a
 * calendar is made and shows others than before. Immutable.
 */
export type CalendarScopeTable = {
  audience: string
  audience_id: string
  /** Counted from 0. */
  number: number
  /** JSON: `DutyScope`. */
  scope: string
  noticed_at: number
}
