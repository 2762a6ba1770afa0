import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { hoursOfEvidence } from './evidence.ts'
import { type LinkedStation, nurseCoverOf } from './nurse-cover.ts'

/**
 * Whether a station can be relied on at an instant: `reliable` its hours have it and a proof holds, `outOfHours` its
 * proof holds at other hours, `unconfirmed` 要確認: nothing proves it (domain.md §3: expired means unknown).
 */
export type StandingAt = 'reliable' | 'outOfHours' | 'unconfirmed'

/** The same from the start of `window` on, until when, as known on `today`. */
export function standingOf(
  station: LinkedStation,
  window: Interval,
  today: LocalDay,
): { standing: StandingAt; until: Instant } {
  const at = ({ start, end }: Interval) => start <= window.start && window.start < end
  const [first, ...more] = nurseCoverOf(station, window, today)
  if (first && at(first)) return { standing: 'reliable', until: first.end }
  const proofs = station.evidence.flatMap(evidence => hoursOfEvidence(evidence, today) ?? [])
  const proof = proofs.find(at)
  const until = Math.min(first?.start ?? window.end, proof?.end ?? window.end, more[0]?.start ?? window.end)
  return { standing: proof ? 'outOfHours' : 'unconfirmed', until }
}
