import type { SchemeMember } from '../../duty/duty-scheme.ts'
import { type PlaceOfUnit, postsInUnit } from '../../duty/posts-in-unit.ts'
import { DAY, type Interval, overlaps } from '../../time/interval.ts'
import type { Lacking } from './lay-year.ts'

/** A member of a scheme with the hours in which they are taken: duties of any scheme, and absences. */
export type Candidate = {
  readonly periods: readonly SchemeMember[]
  readonly duties: readonly Interval[]
  readonly away: readonly Interval[]
  /** Units they hold in the year. */
  readonly units: number
}

const MOST = 3

/**
 * Who could take a post that nobody has: members who may, are there and have no other duty in these hours. First those
 * who keep the scheme's gap between two duties, then those with the fewest units.
 */
export function propose(
  gap: Lacking,
  place: PlaceOfUnit,
  posts: readonly string[],
  minGapDays: number,
  candidates: readonly Candidate[],
): Candidate[] {
  const free = candidates.filter(
    ({ periods, duties, away }) =>
      postsInUnit(periods, place, posts)?.includes(gap.post) &&
      ![...duties, ...away].some(taken => overlaps(taken, gap)),
  )
  const near = { start: gap.start - minGapDays * DAY, end: gap.end + minGapDays * DAY }
  const isNear = ({ duties }: Candidate) => duties.some(duty => overlaps(duty, near))
  return free.sort((a, b) => Number(isNear(a)) - Number(isNear(b)) || a.units - b.units).slice(0, MOST)
}
