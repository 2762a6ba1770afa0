import type { HolidayClass } from '../calendar/holiday-class.ts'
import type { DutyUnit } from '../duty/duty-unit.ts'
import type { Instant } from '../time/clock.ts'
import type { LocalDay } from '../time/local-day.ts'

/** A unit as a published duty keeps it. */
type PublishedDuty = {
  unit_id: string
  day: LocalDay
  start_at: Instant
  end_at: Instant
  holiday_class: string
  label: string
  tentative: number
}

/** The units of the published duties of a scheme, each once, in order of time. */
export function publishedUnits(schemeId: string, duties: readonly PublishedDuty[]): DutyUnit[] {
  const each = new Map(duties.map(duty => [duty.unit_id, duty]))
  return [...each.values()]
    .toSorted((a, b) => a.start_at - b.start_at || (a.unit_id < b.unit_id ? -1 : 1))
    .map(duty => ({
      day: duty.day,
      // The identity of a unit ends with its rule: `unitId` in duty-unit.ts.
      rule: duty.unit_id.slice(`${schemeId}/${duty.day}/`.length),
      start: duty.start_at,
      end: duty.end_at,
      holidayClass: duty.holiday_class as HolidayClass,
      label: duty.label,
      tentative: duty.tentative === 1,
    }))
}
