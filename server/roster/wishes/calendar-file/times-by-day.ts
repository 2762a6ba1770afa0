import { type Interval, union } from '../../../time/interval.ts'
import { type DayNumber, dayOf } from './wall-clock.ts'

/** Times by the day, in UTC, on which they begin: a thousand daily series have hundreds of thousands. */
export type TimesByDay = Map<DayNumber, Interval[]>

export function addTimes(times: TimesByDay, found: readonly Interval[]): void {
  for (const time of found) {
    const day = dayOf(time.start)
    const known = times.get(day)
    if (known) known.push(time)
    else times.set(day, [time])
  }
}

/** After so many times comes a pause: some milliseconds of work. */
const PORTION = 5_000

/** What `union` says of all of them, with pauses. */
export function* unionByPortions(times: TimesByDay): Generator<undefined, Interval[]> {
  const joined: Interval[] = []
  let sincePause = 0
  for (const [, beginning] of [...times].sort(([a], [b]) => a - b)) {
    // Of the days before, only the last time can reach into this one.
    const last = joined.pop()
    for (const time of union(last ? [last, ...beginning] : beginning)) joined.push(time)
    sincePause += beginning.length
    if (sincePause < PORTION) continue
    sincePause = 0
    yield
  }
  return joined
}
