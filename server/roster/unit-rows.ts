import { type DutyUnit, unitId } from '../duty/duty-unit.ts'

/** Units of a draft as the database keeps them. */
export const unitRows = (schemeId: string, rosterId: string, units: readonly DutyUnit[]) =>
  units.map(unit => ({
    id: unitId(schemeId, unit),
    roster_id: rosterId,
    day: unit.day,
    rule: unit.rule,
    start_at: unit.start,
    end_at: unit.end,
    holiday_class: unit.holidayClass,
    label: unit.label,
    tentative: unit.tentative ? 1 : 0,
  }))
