import type { HolidayClass } from '../../calendar/holiday-class.ts'
import type { Instant } from '../../time/clock.ts'
import type { LocalDay } from '../../time/local-day.ts'
import type { Duty } from '../follow-publication.ts'

/** A duty as the tables keep it, in a version and in the current word on it alike. */
export type DutyRow = {
  unit_id: string
  post: string
  physician_id: string
  start_at: Instant
  end_at: Instant
  day: LocalDay
  holiday_class: string
  label: string
  tentative: number
}

export const rowOfDuty = (duty: Duty): DutyRow => ({
  unit_id: duty.unitId,
  post: duty.post,
  physician_id: duty.physicianId,
  start_at: duty.start,
  end_at: duty.end,
  day: duty.day,
  holiday_class: duty.holidayClass,
  label: duty.label,
  tentative: duty.tentative ? 1 : 0,
})

export const dutyOfRow = (row: DutyRow): Duty => ({
  unitId: row.unit_id,
  post: row.post,
  physicianId: row.physician_id,
  start: row.start_at,
  end: row.end_at,
  day: row.day,
  holidayClass: row.holiday_class as HolidayClass,
  label: row.label,
  tentative: row.tentative === 1,
})
