import type { Holdings, Place } from '../../server/roster/editing/draft-edit.ts'
import type { DraftRota } from '../../server/roster/editing/draft-edit-view.ts'
import { candidatesFor } from '../../server/roster/optimiser/candidates-for.ts'
import type { Explanation } from '../../server/roster/optimiser/explain-rota.ts'
import { sameTime, type Violation } from '../../server/roster/optimiser/hard-rules.ts'
import type { Assignment, RotaInstance } from '../../server/roster/optimiser/instance.ts'
import { assignmentsIn } from './derived.ts'

/** Why somebody cannot be given a post at all. */
type Bar = 'sameTime' | 'notMember'

/** One way to give a post to somebody else: simply, or in exchange for a duty of theirs. */
export type Option = {
  readonly person: string
  readonly exchange: Place | null
  /** How much worse the score would be; below 0: better. */
  readonly cost: number
  readonly breaks: readonly Violation[]
  /** What they said of the day. */
  readonly wish: 'avoided' | 'wanted' | null
}

/** Every way to give a post to somebody else: those that break nothing, those that do, and whom nobody can choose. */
export type Options = {
  readonly lawful: readonly Option[]
  readonly breaking: readonly Option[]
  readonly barred: readonly { readonly person: string; readonly bar: Bar }[]
}

/**
 * The options for a post, each list in the order of what they cost. `could`: whom the rota maker knows to be able to
 * have it, alone or in exchange.
 */
export function optionsFor(
  { instance, outside }: Pick<DraftRota, 'instance' | 'outside'>,
  holdings: Holdings,
  place: Place,
  could: Explanation['could'],
): Options {
  const assignments = assignmentsIn(holdings)
  const { holder, people } = candidatesFor({ ...instance, pins: [] }, assignments, place)
  const barOf = barsAt(instance, outside, assignments, place)
  const others = people.filter(({ person }) => person !== holder)
  const wishOf = (person: string): Option['wish'] => {
    const said = (list: readonly { person: string; unit: string }[]) =>
      list.some(one => one.unit === place.unit && one.person === person)
    return said(instance.avoid) ? 'avoided' : said(instance.want) ? 'wanted' : null
  }
  const gives = others
    .filter(({ person }) => barOf(person) === null)
    .map(one => ({ ...one, exchange: null, wish: wishOf(one.person) }))
  const exchanges = could
    .filter(({ exchange }) => exchange !== null)
    .map(one => ({ ...one, breaks: [], wish: wishOf(one.person) }))
  const lawful = gives.filter(({ breaks }) => breaks.length === 0)
  const byCost = (a: Option, b: Option): number => a.cost - b.cost
  return {
    lawful: [...lawful, ...exchanges].sort(byCost),
    breaking: gives.filter(({ breaks }) => breaks.length > 0).sort(byCost),
    barred: others.flatMap(({ person }) => {
      const bar = barOf(person)
      return bar ? [{ person, bar }] : []
    }),
  }
}

/** Tells why somebody cannot have a place, whatever rules one would be ready to break. */
function barsAt(
  { units }: RotaInstance,
  outside: DraftRota['outside'],
  assignments: readonly Assignment[],
  place: Place,
): (person: string) => Bar | null {
  const unit = units.find(({ id }) => id === place.unit)
  const clashing = new Set(units.flatMap(other => (unit && sameTime(unit, other) ? [other.id] : [])))
  const busy = new Set(assignments.filter(one => clashing.has(one.unit)).map(({ person }) => person))
  const away = new Set(outside.flatMap(one => (one.unit === place.unit ? [one.person] : [])))
  return person => (away.has(person) ? 'notMember' : busy.has(person) ? 'sameTime' : null)
}
