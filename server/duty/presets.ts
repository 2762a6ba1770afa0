import type { Weekday } from '../time/local-day.ts'
import type { LocalTime } from '../time/tokyo.ts'
import type { DutyRules } from './duty-rules.ts'

export type PresetName = 'nanao' | 'nanao-first-day-lead-in' | 'every-night' | 'saturday-afternoon' | 'weekly'

/**
 * Nanao, ななか在宅Dr.ネット (domain.md §2A): a Sunday or holiday alone is 36 hours from noon of the day
 * before, a day of a run is 24. Promised are the closed days from the noon before each, so the literal
 * reading (`none`, open point 1) shows the eve of every run as uncovered.
 */
export const nanaoRules = (leadIn: 'none' | 'firstDay' = 'none'): DutyRules => ({
  rules: [{ kind: 'holiday', key: 'holiday', leadIn, eveFrom: '12:00' }],
  promises: [{ kind: 'closedDays', eveFrom: '12:00' }],
})

/** Weekday nights are open in Nanao's source (domain.md §2A, open point 5): a pattern with its hours as settings. */
export const everyNightRules = (start: LocalTime = '18:00', end: LocalTime = '08:00'): DutyRules => ({
  rules: [{ kind: 'everyNight', key: 'night', start, end, closedHours: 'keep' }],
  promises: [{ kind: 'everyNight', start, end }],
})

/** The Saturday afternoons alone, for schemes whose sources give no rules (domain.md §2): nothing more is promised. */
const saturdayAfternoonRules: DutyRules = {
  rules: [{ kind: 'saturdayAfternoon', key: 'saturday', from: '12:00', to: '24:00', closedHours: 'keep' }],
  promises: [],
}

/** A week from handoff to handoff, as in the weekly substitution of Izumo (domain.md §2K): no hour without. */
export const weeklyRules = (weekday: Weekday = 1, handoff: LocalTime = '09:00'): DutyRules => ({
  rules: [{ kind: 'weekly', key: 'week', weekday, handoff }],
  promises: [{ kind: 'always' }],
})

/** The schemes ready to choose; each is settings, and every one of its settings can be changed. */
export const presets: Record<PresetName, DutyRules> = {
  nanao: nanaoRules(),
  'nanao-first-day-lead-in': nanaoRules('firstDay'),
  'every-night': everyNightRules(),
  'saturday-afternoon': saturdayAfternoonRules,
  weekly: weeklyRules(),
}
