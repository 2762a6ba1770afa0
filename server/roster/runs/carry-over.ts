import { isMemberDuring, type Period } from '../../duty/membership.ts'
import type { Interval } from '../../time/interval.ts'
import type { Assignment } from '../optimiser/instance.ts'

/** What a rota found a while ago meets when it is put in the place of the draft. */
export type Present = {
  /** The hours of each unit. */
  hours: ReadonlyMap<string, Interval>
  /** Published duties that have begun. */
  begun: readonly Assignment[]
  /** Periods of membership by physician. */
  periods: ReadonlyMap<string, readonly Period[]>
}

export type CarriedOver = {
  rota: Assignment[]
  /** What stands in the way, by whom and what it is about: `people.<id>`, `units.<id>`; empty: nothing. */
  fields: string[]
}

/**
 * A rota found a while ago as it can be now: a duty that has begun stays with whom it is published for, whatever was
 * found. As when a draft is changed by hand, a duty to come may break a rule, which is then shown, but nobody may hold
 * one outside their membership (`people`), nor one (`units`) during another that they have begun.
 */
export function carryOver(found: readonly Assignment[], { hours, begun, periods }: Present): CarriedOver {
  const past = new Set(begun.map(placeOf))
  const toCome = found.filter(one => !past.has(placeOf(one)))
  const begunBy = Map.groupBy(begun, ({ person }) => person)
  const collides = ({ unit, person }: Assignment): boolean =>
    (begunBy.get(person) ?? []).some(other => overlap(hours.get(unit), hours.get(other.unit)))
  const isStranger = ({ unit, person }: Assignment): boolean => {
    const when = hours.get(unit)
    return when !== undefined && !isMemberDuring(periods.get(person) ?? [], when)
  }
  return {
    rota: [...begun, ...toCome],
    fields: [
      ...new Set([
        ...toCome.filter(isStranger).map(({ person }) => `people.${person}`),
        ...toCome.filter(collides).map(({ unit }) => `units.${unit}`),
      ]),
    ],
  }
}

const placeOf = ({ unit, post }: Assignment): string => `${unit}\n${post}`

const overlap = (one: Interval | undefined, other: Interval | undefined): boolean =>
  one !== undefined && other !== undefined && one.start < other.end && other.start < one.end
