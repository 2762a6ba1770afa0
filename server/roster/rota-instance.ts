import { type FiscalYear, firstDayOf, lastDayOf } from '../calendar/fiscal-year.ts'
import type { HolidayClass } from '../calendar/holiday-class.ts'
import { type Block, blockOfUnits } from '../duty/block.ts'
import { burdenOf } from '../duty/burden.ts'
import type { DutyScheme, SchemeMember } from '../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../duty/duty-unit.ts'
import { type Days, daysOf, isMemberThroughout } from '../duty/membership.ts'
import { membershipInYear } from '../duty/membership-in-year.ts'
import { daysBetween } from '../time/local-day.ts'
import { wallClockOf } from '../time/tokyo.ts'
import type { Assignment, OnceAYear, RotaInstance } from './optimiser/instance.ts'
import type { RotaSettings } from './settings/rota-settings.ts'
import type { WishKind } from './wishes/wish.ts'

/** A unit and a member whom a wish brings together. */
export type WishedUnit = { kind: WishKind; person: string; unit: string }

/** What a member brings into a year: quarter points carried over, and what they held in the year before. */
export type Opening = { quarterPoints: number; heldLastYear: readonly OnceAYear[] }

export type RotaInput = {
  scheme: DutyScheme
  settings: RotaSettings
  year: FiscalYear
  units: readonly DutyUnit[]
  /** One entry for each period of membership. */
  members: readonly SchemeMember[]
  wishes: readonly WishedUnit[]
  /** By member; who is not in it carries nothing over. */
  openings: ReadonlyMap<string, Opening>
  pins: readonly Assignment[]
  /** What is published of the year, where nearness to it counts. */
  published?: readonly Assignment[]
}

/** The block of units whose rule names none: everybody serves it. Longer than the name of any other can be. */
const WHOLE_SCHEME = 'units of the whole scheme'

/** The share of every member in a year's rota: their own, of a part of the year that part of it. */
export function sharesIn(members: readonly SchemeMember[], year: FiscalYear): Map<string, number> {
  const periods = Map.groupBy(members, ({ id }) => id)
  return new Map([...periods].map(([id, own]) => [id, membershipInYear(year, own).share] as const))
}

const GROUPS = ['yearEnd', 'goldenWeek', 'obon'] as const

const groupOf = (holidayClass: HolidayClass) => GROUPS.find(group => group === holidayClass) ?? null

/**
 * The instance of one scheme and fiscal year for the rota maker.
 *
 * - Members are unavailable for units that are not wholly inside their membership, in periods that serve the unit's
 *   block; for their share and bounds of the year see `membershipInYear`.
 * - Of several wishes of one person for one unit, 不可 counts before できれば避けたい before 希望.
 * - Wishes and assignments of units, posts or people that the year does not have are left out.
 */
export function rotaInstance(input: RotaInput): RotaInstance {
  const { scheme, settings, year, units, openings, published } = input
  const firstDay = firstDayOf(year)
  const days = daysBetween(firstDay, lastDayOf(year)) + 1
  const blockOf = blockOfUnits(scheme.rules.rules)
  const blocks = [...new Set(units.map(blockOf))]
  const members = [...Map.groupBy(input.members, ({ id }) => id).values()]
  const known = knownTo(scheme, units, input.members)
  const exists = (held: Assignment): boolean => known(held) && scheme.posts.includes(held.post)
  const spans = units.map(unit => ({ unit: unitId(scheme.id, unit), block: blockOf(unit), ...daysOf(unit) }))
  const outside = members.flatMap(periods => outsideMembership(spans, periods))
  const [unavailable, avoid, want] = byUrgency([...outside, ...input.wishes.filter(known)])
  return {
    format: 'rinban-rota/1',
    firstDay,
    days,
    posts: scheme.posts,
    postShare: scheme.posts.map((_, index) => (index === 0 ? 1 : settings.laterPostShare)),
    minGapDays: scheme.minGapDays,
    spacing: settings.spacing,
    units: units.map(unit => ({
      id: unitId(scheme.id, unit),
      day: unit.day,
      start: wallClockOf(unit.start),
      end: wallClockOf(unit.end),
      burden: burdenOf(unit, settings.burden),
      block: blockOf(unit) ?? WHOLE_SCHEME,
      group: groupOf(unit.holidayClass),
    })),
    people: members.flatMap(periods => {
      const [member] = periods
      if (!member) return []
      const { share, min, max, posts } = membershipInYear(year, periods)
      const opening = openings.get(member.id)
      return [
        {
          id: member.id,
          clinic: member.clinicId,
          share,
          blocks: blocks
            .filter(block => periods.some(period => serves(period, block)))
            .map(block => block ?? WHOLE_SCHEME),
          ...(posts === null ? {} : { posts: posts.filter(post => scheme.posts.includes(post)) }),
          opening: opening?.quarterPoints ?? 0,
          min,
          max: max ?? units.length * scheme.posts.length,
          notGroups: [...(opening?.heldLastYear ?? [])],
        },
      ]
    }),
    unavailable,
    want,
    avoid: avoid.map(wish => ({ ...wish, cost: settings.weights.avoid })),
    pins: input.pins.filter(exists),
    ...(published ? { published: published.filter(exists) } : {}),
    weights: {
      count: settings.weights.count,
      burden: settings.weights.burden,
      deadBand: settings.weights.deadBand,
      want: settings.weights.want,
      change: settings.weights.change,
    },
    ...(settings.precedence ? { precedence: settings.precedence } : {}),
  }
}

function knownTo(scheme: DutyScheme, units: readonly DutyUnit[], members: readonly SchemeMember[]) {
  const ids = new Set(units.map(unit => unitId(scheme.id, unit)))
  const people = new Set(members.map(({ id }) => id))
  return ({ unit, person }: { unit: string; person: string }): boolean => ids.has(unit) && people.has(person)
}

/** A unit by what tells who may be there. */
type Span = Days & { unit: string; block: Block }

const serves = ({ blocks }: SchemeMember, block: Block): boolean =>
  blocks === null || block === null || blocks.includes(block)

/** Units of a block that a member never serves are not among them: their `blocks` say so. */
const outsideMembership = (spans: readonly Span[], periods: readonly SchemeMember[]): WishedUnit[] =>
  spans.flatMap(span => {
    const serving = periods.filter(period => serves(period, span.block))
    if (serving.length === 0 || isMemberThroughout(serving, span)) return []
    return [{ kind: 'unavailable', person: serving[0]?.id ?? '', unit: span.unit }]
  })

/** 不可, できれば避けたい and 希望, each person and unit once, where it counts most. */
function byUrgency(wishes: readonly WishedUnit[]) {
  const taken = new Set<string>()
  return (['unavailable', 'avoid', 'want'] as const).map(kind =>
    wishes.flatMap(wish => {
      const key = `${wish.person}\n${wish.unit}`
      if (wish.kind !== kind || taken.has(key)) return []
      taken.add(key)
      return [{ person: wish.person, unit: wish.unit }]
    }),
  ) as [Pair[], Pair[], Pair[]]
}

type Pair = { person: string; unit: string }
