import type { Interval } from '../../time/interval.ts'
import type { Duty } from '../follow-publication.ts'
import { placeOf, type StandingDuty } from '../standing/standing-rota.ts'

/** What a difference says of a unit on one side. */
type UnitSide = Interval & Pick<Duty, 'day' | 'label' | 'tentative'>

/** One post as one physician has it: the unit, and the hours of it that are theirs, in order. */
type OwnSide = UnitSide & { hours: readonly Interval[] }

/** The same with whoever stands it. */
type WholeSide = UnitSide & { parts: StandingDuty['parts'] }

/** `moved`: other hours of the same unit; `renamed`: the same hours under another name, day or 予定. */
type DifferenceKind = 'gained' | 'lost' | 'moved' | 'renamed'

/** What becomes of one post for one physician; `before` is null when it is gained, `after` when it is lost. */
export type DutyDifference = {
  unitId: string
  post: string
  kind: DifferenceKind
  before: OwnSide | null
  after: OwnSide | null
}

/** What becomes of one post of a unit; null: it is not there, or open. */
export type UnitDifference = {
  unitId: string
  post: string
  before: WholeSide | null
  after: WholeSide | null
}

/** Both in order of time; only physicians with a difference, in the order of their ids. */
export type RotaDifference = {
  people: { physicianId: string; duties: DutyDifference[] }[]
  units: UnitDifference[]
}

/**
 * What is another in `after` than in `before`, by person and by unit. Two rotas that say the same differ in nothing;
 * the other way round every `gained` is a `lost` and every `before` an `after`. A unit is known by its id.
 */
export function differenceOf(
  before: readonly StandingDuty[],
  after: readonly StandingDuty[],
): RotaDifference {
  const formerly = new Map(before.map(duty => [placeOf(duty), duty]))
  const now = new Map(after.map(duty => [placeOf(duty), duty]))
  const units = [...new Set([...formerly.keys(), ...now.keys()])]
    .map(place => unitDifference(formerly.get(place) ?? null, now.get(place) ?? null))
    .filter(unit => unit !== null)
    .toSorted(byTime)
  const people = Map.groupBy(units.flatMap(ofEachPerson), ({ physicianId }) => physicianId)
  return {
    people: [...people]
      .map(([physicianId, own]) => ({ physicianId, duties: own.map(({ duty }) => duty) }))
      .toSorted((a, b) => (a.physicianId < b.physicianId ? -1 : 1)),
    units,
  }
}

function unitDifference(before: StandingDuty | null, after: StandingDuty | null): UnitDifference | null {
  const known = before ?? after
  if (!known || (before && after && isSameUnit(before, after) && areSameParts(before.parts, after.parts)))
    return null
  return { unitId: known.unitId, post: known.post, before: sideOf(before), after: sideOf(after) }
}

const sideOf = (duty: StandingDuty | null): WholeSide | null =>
  duty && {
    day: duty.day,
    start: duty.start,
    end: duty.end,
    label: duty.label,
    tentative: duty.tentative,
    parts: duty.parts,
  }

/** The difference of a unit as each physician who has to do with it sees it. */
function ofEachPerson(unit: UnitDifference): { physicianId: string; duty: DutyDifference }[] {
  const { unitId, post, before, after } = unit
  const touched = new Set(
    [...(before?.parts ?? []), ...(after?.parts ?? [])].map(({ physicianId }) => physicianId),
  )
  return [...touched].flatMap(physicianId => {
    const sides = { before: ownSide(before, physicianId), after: ownSide(after, physicianId) }
    const kind = kindOf(sides)
    return kind ? [{ physicianId, duty: { unitId, post, kind, ...sides } }] : []
  })
}

function ownSide(side: WholeSide | null, physicianId: string): OwnSide | null {
  if (!side) return null
  const { parts, ...unit } = side
  const hours = parts
    .filter(part => part.physicianId === physicianId)
    .map(({ start, end }) => ({ start, end }))
  return hours.length === 0 ? null : { ...unit, hours }
}

function kindOf({ before, after }: Pick<DutyDifference, 'before' | 'after'>): DifferenceKind | null {
  if (!before) return 'gained'
  if (!after) return 'lost'
  if (!areSame(before.hours, after.hours, isSameInterval)) return 'moved'
  return isSameName(before, after) ? null : 'renamed'
}

const isSameInterval = (a: Interval, b: Interval): boolean => a.start === b.start && a.end === b.end

const isSameName = (a: UnitSide, b: UnitSide): boolean =>
  a.day === b.day && a.label === b.label && a.tentative === b.tentative

const isSameUnit = (a: UnitSide, b: UnitSide): boolean => isSameInterval(a, b) && isSameName(a, b)

const areSameParts = (a: StandingDuty['parts'], b: StandingDuty['parts']): boolean =>
  areSame(a, b, (one, other) => one.physicianId === other.physicianId && isSameInterval(one, other))

const areSame = <One>(a: readonly One[], b: readonly One[], isSame: (one: One, other: One) => boolean) =>
  a.length === b.length &&
  a.every((one, index) => {
    const other = b[index]
    return other !== undefined && isSame(one, other)
  })

/** When a unit begins on the earlier of its two sides, so that the order is the same both ways. */
const beginningOf = ({ before, after }: UnitDifference): number =>
  Math.min(before?.start ?? Number.POSITIVE_INFINITY, after?.start ?? Number.POSITIVE_INFINITY)

const byTime = (a: UnitDifference, b: UnitDifference): number =>
  beginningOf(a) - beginningOf(b) || (placeOf(a) < placeOf(b) ? -1 : 1)
