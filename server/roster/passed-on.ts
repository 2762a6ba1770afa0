import type { Instant } from '../time/clock.ts'
import type { Duty, DutyPart } from './follow-publication.ts'
import { afterChange, type DutyChange, partsOf, standingRota } from './standing/standing-rota.ts'

/** What a version said of one post of a unit, null: nothing, and the changes made of it after, in their order. */
export type PostInVersion = { publishedAt: Instant; duty: Duty | null; changes: readonly DutyChange[] }

/** One post of a unit from an instant on, in the parts that calendars show; none: it is not published. */
type PostAt = { at: Instant; parts: readonly DutyPart[] }

/** A part as its former holder had it last, and since when they have it no more. */
export type PassedOn = DutyPart & { lostAt: Instant }

/**
 * The parts of one post that `ours` had and have no more, over all its versions in order. A part that nobody of them
 * ever had is none, whoever else has its unit; nor is one that came back.
 */
export function passedOn(versions: readonly PostInVersion[], ours: (part: DutyPart) => boolean): PassedOn[] {
  const lost = new Map<number, PassedOn>()
  let held: readonly DutyPart[] = []
  for (const { at, parts } of versions.flatMap(statesIn)) {
    const holding = parts.filter(ours)
    for (const part of held) lost.set(part.part, { ...part, lostAt: at })
    for (const part of holding) lost.delete(part.part)
    held = holding
  }
  return [...lost.values()]
}

/** Changes that a version took over from the one before were made before it, and are part of what it said. */
function statesIn({ publishedAt, duty, changes }: PostInVersion): PostAt[] {
  if (!duty) return [{ at: publishedAt, parts: [] }]
  const carried = changes.filter(change => change.appliedAt < publishedAt)
  let rota = standingRota([duty], carried)
  const states = [{ at: publishedAt, parts: partsOf(rota) }]
  for (const change of changes.slice(carried.length)) {
    rota = rota.map(standing => afterChange(standing, change))
    states.push({ at: change.appliedAt, parts: partsOf(rota) })
  }
  return states
}
