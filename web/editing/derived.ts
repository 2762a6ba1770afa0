import { type Holdings, type Place, placeKey } from '../../server/roster/editing/draft-edit.ts'
import type { DraftRota } from '../../server/roster/editing/draft-edit-view.ts'
import { costOf, fairBurdenOf } from '../../server/roster/optimiser/cost.ts'
import { type Violation, violationsOf } from '../../server/roster/optimiser/hard-rules.ts'
import type { Assignment, RotaInstance } from '../../server/roster/optimiser/instance.ts'
import type { Remark } from '../../server/roster/remark.ts'
import type { Interval } from '../../server/time/interval.ts'
import type { LocalDay } from '../../server/time/local-day.ts'

/** A unit as the table shows it. */
export type Unit = RotaInstance['units'][number] & { readonly label: string; readonly tentative: boolean }

/** The units of a year in order of time, with what people call them. */
export function unitsOf({ instance, units }: Pick<DraftRota, 'instance' | 'units'>): Unit[] {
  const called = new Map(units.map(({ id, ...rest }) => [id, rest]))
  return instance.units
    .map(unit => ({ ...unit, label: '', tentative: false, ...called.get(unit.id) }))
    .toSorted((a, b) => (a.start === b.start ? (a.id < b.id ? -1 : 1) : a.start < b.start ? -1 : 1))
}

/** The hours of a unit, whose wall clock is Asia/Tokyo's. */
export const intervalOf = ({ start, end }: Pick<Unit, 'start' | 'end'>): Interval => ({
  start: Date.parse(`${start}:00+09:00`),
  end: Date.parse(`${end}:00+09:00`),
})

export type Month = { readonly firstDay: LocalDay; readonly units: readonly Unit[] }

/** Units by the month of their day. */
export const byMonth = (units: readonly Unit[]): Month[] =>
  [...Map.groupBy(units, ({ day }) => `${day.slice(0, 7)}-01`)]
    .map(([firstDay, own]) => ({ firstDay, units: own }))
    .toSorted((a, b) => (a.firstDay < b.firstDay ? -1 : 1))

/** The draft that the server sent. */
export const holdingsOf = (assignments: DraftRota['assignments']): Holdings =>
  new Map(assignments.map(({ unit, post, person, pinned }) => [placeKey({ unit, post }), { person, pinned }]))

export const assignmentsIn = (holdings: Holdings): Assignment[] =>
  [...holdings].map(([key, { person }]) => {
    const [unit, post] = JSON.parse(key) as [string, string]
    return { unit, post, person }
  })

/** How many posts still to come are pinned: what has begun stays anyway. */
export const pinnedToCome = (holdings: Holdings, begun: ReadonlySet<string>): number =>
  [...holdings].filter(([key, { pinned }]) => pinned && !begun.has(key)).length

/** A draft as the rota maker judges it. */
export type Judged = { readonly score: number; readonly violations: readonly Violation[] }

/** What a draft costs and breaks. Pins are left aside: whoever edits a pinned post takes the pin along. */
export function judge(instance: RotaInstance, holdings: Holdings): Judged {
  const assignments = assignmentsIn(holdings)
  const free = { ...instance, pins: [] }
  return { score: costOf(free, assignments).total, violations: violationsOf(free, assignments) }
}

/** The units of one physician, and the one that is chosen with them: somebody may just have taken it away. */
export const dutiesOf = (
  units: readonly Unit[],
  holdings: Holdings,
  posts: readonly string[],
  physician: string,
  chosen: Place | null,
): readonly Unit[] =>
  units.filter(
    ({ id }) =>
      id === chosen?.unit ||
      posts.some(post => holdings.get(placeKey({ unit: id, post }))?.person === physician),
  )

/** The place that an arrow key leads to from another, in a table of the units in order; undefined: it stays. */
export function neighbour(
  months: readonly Month[],
  posts: readonly string[],
  { unit, post }: Place,
  key: string,
): Place | undefined {
  const units = months.flatMap(month => month.units)
  const row = units.findIndex(({ id }) => id === unit)
  const column = posts.indexOf(post)
  const month = months.findIndex(({ units: own }) => own.some(({ id }) => id === unit))
  const at = (index: number, of = post): Place | undefined => {
    const found = units[index]
    return found && { unit: found.id, post: of }
  }
  const first = (index: number): Place | undefined => {
    const found = months[index]?.units[0]
    return found && { unit: found.id, post }
  }
  switch (key) {
    case 'ArrowDown':
      return at(row + 1)
    case 'ArrowUp':
      return at(row - 1)
    case 'ArrowRight':
      return column < posts.length - 1 ? at(row, posts[column + 1]) : at(row + 1, posts[0])
    case 'ArrowLeft':
      return column > 0 ? at(row, posts[column - 1]) : at(row - 1, posts.at(-1))
    case 'PageDown':
      return first(month + 1)
    case 'PageUp':
      return first(month - 1)
    case 'Home':
      return at(0)
    case 'End':
      return at(units.length - 1)
    default:
      return undefined
  }
}

/** The one cell that the Tab key enters: where the keyboard was, while that is shown, otherwise the first. */
export function cellToEnter(
  months: readonly Month[],
  posts: readonly string[],
  last: Place | null,
): Place | null {
  if (last && months.some(({ units }) => units.some(({ id }) => id === last.unit))) return last
  const [unit, post] = [months[0]?.units[0], posts[0]]
  return unit && post !== undefined ? { unit: unit.id, post } : null
}

/** How often somebody is on duty, and how much of the burden they have, in quarter points. */
export type Load = {
  readonly person: string
  readonly count: number
  readonly min: number
  /** null: none but the number of duties there are. */
  readonly max: number | null
  readonly burden: number
  /** Quarter points above what is their share of the year. */
  readonly aboveShare: number
}

/** The fair burden of everybody, which no change of the draft moves. */
export const sharesOf = (instance: RotaInstance): ReadonlyMap<string, number> =>
  new Map(instance.people.map(person => [person.id, fairBurdenOf(instance, person)]))

export function loadsOf(
  instance: RotaInstance,
  holdings: Holdings,
  shares: ReadonlyMap<string, number>,
): Load[] {
  const units = new Map(instance.units.map(unit => [unit.id, unit.burden]))
  const postShare = new Map(instance.posts.map((post, index) => [post, instance.postShare[index] ?? 0]))
  const duties = instance.units.length * instance.posts.length
  const heldBy = Map.groupBy(assignmentsIn(holdings), ({ person }) => person)
  return instance.people.map(({ id: person, min, max }) => {
    const held = heldBy.get(person) ?? []
    const burden = held.reduce(
      (sum, { unit, post }) => sum + (units.get(unit) ?? 0) * (postShare.get(post) ?? 0),
      0,
    )
    const aboveShare = burden - (shares.get(person) ?? 0)
    return { person, count: held.length, min, max: max < duties ? max : null, burden, aboveShare }
  })
}

/** A draft for the rota maker, which leaves pinned and begun duties as they are. */
export function rotaOf(holdings: Holdings, begun: ReadonlySet<string>) {
  const assignments = assignmentsIn(holdings)
  const isFixed = (place: Place): boolean => {
    const key = placeKey({ unit: place.unit, post: place.post })
    return begun.has(key) || holdings.get(key)?.pinned === true
  }
  return { assignments, pins: assignments.filter(isFixed) }
}

/** The cells a remark is about, the later first: of two duties too close, the one that came to be too close. */
export function placesOf(
  { people, units, post }: Remark,
  posts: readonly string[],
  holdings: Holdings,
): Place[] {
  const all = units.toReversed().flatMap(unit => posts.map(name => ({ unit, post: name })))
  if (people.length === 0) return all.filter(place => place.post === post)
  return all.filter(place => people.includes(holdings.get(placeKey(place))?.person ?? ''))
}

export const isSamePlace = (a: Place | null, b: Place | null): boolean =>
  a !== null && b !== null && a.unit === b.unit && a.post === b.post
