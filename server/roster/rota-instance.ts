import { type FiscalYear, firstDayOf, lastDayOf } from '../calendar/fiscal-year.ts'
import type { HolidayClass } from '../calendar/holiday-class.ts'
import { burdenOf } from '../duty/burden.ts'
import type { DutyScheme, SchemeMember } from '../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../duty/duty-unit.ts'
import type { Interval } from '../time/interval.ts'
import { daysBetween, eachDay, type LocalDay } from '../time/local-day.ts'
import { localDayOf, wallClockOf } from '../time/tokyo.ts'
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

/** The block of units whose rule names none: everybody serves it. */
const WHOLE_SCHEME = 'all'

const GROUPS = ['yearEnd', 'goldenWeek', 'obon'] as const

const groupOf = (holidayClass: HolidayClass) => GROUPS.find(group => group === holidayClass) ?? null

/**
 * The instance of one scheme and fiscal year for the rota maker.
 *
 * - Members are unavailable for units that are not wholly inside their membership; who belongs to the scheme for
 *   a part of the year has that part of their share and of their minimum.
 * - Of several wishes of one person for one unit, 不可 counts before できれば避けたい before 希望.
 * - Pins of units or people that the year does not have are left out.
 */
export function rotaInstance(input: RotaInput): RotaInstance {
  const { scheme, settings, year, units, openings, published } = input
  const firstDay = firstDayOf(year)
  const days = daysBetween(firstDay, lastDayOf(year)) + 1
  const blockOf = new Map(scheme.rules.rules.map(rule => [rule.key, rule.block ?? WHOLE_SCHEME]))
  const blocks = [...new Set([WHOLE_SCHEME, ...blockOf.values()])]
  const members = [...Map.groupBy(input.members, ({ id }) => id).values()]
  const known = knownTo(scheme, units, input.members)
  const outside = members.flatMap(periods => outsideMembership(scheme, units, periods))
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
      block: blockOf.get(unit.rule) ?? WHOLE_SCHEME,
      group: groupOf(unit.holidayClass),
    })),
    people: members.flatMap(periods => {
      const member = periods.at(-1)
      if (!member) return []
      const part = daysInside(periods, firstDay, lastDayOf(year)) / days
      const opening = openings.get(member.id)
      return [
        {
          id: member.id,
          clinic: member.clinicId,
          share: member.share * part,
          blocks: member.blocks === null ? blocks : [WHOLE_SCHEME, ...member.blocks],
          ...(member.posts === null ? {} : { posts: member.posts }),
          opening: opening?.quarterPoints ?? 0,
          min: Math.floor((member.minUnits ?? 0) * part),
          max: member.maxUnits ?? units.length * scheme.posts.length,
          notGroups: [...(opening?.heldLastYear ?? [])],
        },
      ]
    }),
    unavailable,
    want,
    avoid: avoid.map(wish => ({ ...wish, cost: settings.weights.avoid })),
    pins: input.pins.filter(known),
    ...(published ? { published: published.filter(known) } : {}),
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

const outsideMembership = (
  scheme: DutyScheme,
  units: readonly DutyUnit[],
  periods: readonly SchemeMember[],
): WishedUnit[] =>
  units
    .filter(unit => !isMemberThroughout(periods, unit))
    .map(unit => ({ kind: 'unavailable', person: periods[0]?.id ?? '', unit: unitId(scheme.id, unit) }))

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

const isInside = ({ joinedOn, leftOn }: SchemeMember, day: LocalDay): boolean =>
  joinedOn <= day && (leftOn === null || day <= leftOn)

/** A unit ending at 24:00 ends on that day: its last instant counts, not the 00:00 after it. */
const isMemberThroughout = (periods: readonly SchemeMember[], unit: Interval): boolean =>
  eachDay(localDayOf(unit.start), localDayOf(unit.end - 1)).every(day =>
    periods.some(period => isInside(period, day)),
  )

const daysInside = (periods: readonly SchemeMember[], first: LocalDay, last: LocalDay): number =>
  eachDay(first, last).filter(day => periods.some(period => isInside(period, day))).length
