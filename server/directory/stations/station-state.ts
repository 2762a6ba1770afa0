import { addDays, type LocalDay } from '../../time/local-day.ts'
import { instantOf } from '../../time/tokyo.ts'
import { type Evidence, hoursOfEvidence } from './evidence.ts'
import { hoursOfCover } from './hours-of-cover.ts'
import type { StationCover } from './station-cover.ts'

/**
 * How a station's 24-hour link stands on a day: `valid` 有効, `expired` 期限切れ (every proof it had has run out),
 * `unknown` 未確認 (nothing proves it), `closed` 閉鎖. Only `valid` lets the gate count on its hours.
 */
export type StationState = 'valid' | 'expired' | 'unknown' | 'closed'

type Kept = { readonly evidence: readonly Evidence[]; readonly closedOn: LocalDay | null }

export function stationStateOn({ evidence, closedOn }: Kept, today: LocalDay): StationState {
  if (closedOn !== null && closedOn <= today) return 'closed'
  const last = provenUntil(evidence, today)
  if (last === null) return 'unknown'
  return last < today ? 'expired' : 'valid'
}

/** The last day that anything known today proves; before today where all has run out. Null: nothing ever did. */
export function provenUntil(evidence: readonly Evidence[], today: LocalDay): LocalDay | null {
  const known = evidence.filter(proof => hoursOfEvidence(proof, today) !== null)
  return known.map(proof => proof.validUntil).reduce<LocalDay | null>((a, b) => (a && a > b ? a : b), null)
}

/** Whether the hours of a usual week leave a minute out; the days with hours of their own are not asked about. */
export function isRoundTheClock({ weekly }: StationCover): boolean {
  const monday = '2024-01-08'
  const week = { start: instantOf(monday, '00:00'), end: instantOf(addDays(monday, 7), '00:00') }
  const [first, second] = hoursOfCover({ weekly, dates: [] }, week)
  return first !== undefined && second === undefined && first.start <= week.start && week.end <= first.end
}
