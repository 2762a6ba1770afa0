import type { z } from 'zod'
import type { ClosedDay } from '../../../server/calendar/closed-days.ts'
import { dutyRulesSchema } from '../../../server/duty/duty-rules.ts'
import { planYear } from '../../../server/duty/plan-year.ts'
import type { Interval } from '../../../server/time/interval.ts'
import type { LocalDay } from '../../../server/time/local-day.ts'
import { wallClockOf } from '../../../server/time/tokyo.ts'

type Written = z.input<typeof dutyRulesSchema>
type WrittenRule = Written['rules'][number]

/** A scheme as an association would write it, read by the schema; the defaults are the schema's own. */
export const aScheme = (rules: WrittenRule[], promises: Written['promises'] = []) =>
  dutyRulesSchema.parse({ rules, promises })

export const holiday: WrittenRule = { kind: 'holiday', key: 'holiday' }
export const night = (changes: object = {}): WrittenRule => ({
  kind: 'everyNight',
  key: 'night',
  start: '18:00',
  end: '08:00',
  ...changes,
})
export const saturday = (changes: object = {}): WrittenRule => ({
  kind: 'saturdayAfternoon',
  key: 'saturday',
  ...changes,
})
export const weekly = (changes: object = {}): WrittenRule => ({
  kind: 'weekly',
  key: 'week',
  weekday: 1,
  handoff: '09:00',
  ...changes,
})
export const custom = (changes: object = {}): WrittenRule => ({
  kind: 'custom',
  key: 'clinic',
  label: '休日診療所',
  rrule: 'FREQ=WEEKLY;BYDAY=SU',
  firstDay: '2016-04-01',
  start: '09:00',
  minutes: 180,
  ...changes,
})

export const closed = (...days: LocalDay[]): ClosedDay[] => days.map(day => ({ day, label: '休診日' }))

/** The plan of a scheme whose units are known not to overlap. */
export function planned(scheme: ReturnType<typeof aScheme>, year: number, closedDays: ClosedDay[] = []) {
  const plan = planYear(scheme, closedDays, year)
  if (!plan.ok) throw new Error(`units overlap: ${plan.overlaps.flat().map(written).join(', ')}`)
  return plan
}

export const written = ({ start, end }: Interval): string => `${wallClockOf(start)} ${wallClockOf(end)}`
