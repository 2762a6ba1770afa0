import { type FiscalYear, firstDayOf, lastDayOf } from '../calendar/fiscal-year.ts'
import type { HolidayClass } from '../calendar/holiday-class.ts'
import { blockOfUnits } from '../duty/block.ts'
import { burdenOf } from '../duty/burden.ts'
import type { DutyScheme, SchemeMember } from '../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../duty/duty-unit.ts'
import { daysOf } from '../duty/membership.ts'
import { membershipInYear } from '../duty/membership-in-year.ts'
import { type PlaceOfUnit, postsInUnit, servesBlock } from '../duty/posts-in-unit.ts'
import { daysBetween } from '../time/local-day.ts'
import { wallClockOf } from '../time/tokyo.ts'
import type { Assignment, OnceAYear, RotaInstance } from './optimiser/instance.ts'
import type { RotaSettings } from './settings/rota-settings.ts'
import { WISH_KINDS, type WishKind } from './wishes/wish.ts'

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
 * - A member of several periods has the blocks and posts of all of them. Each unit goes by the period that holds on it
 *   (`postsInUnit`): what that does not allow is a row of `unavailable` that is `outside`, or of `notPosts` where only
 *   some posts are not theirs then. For their share and bounds of the year see `membershipInYear`.
 * - Of several wishes of one person for one unit, 不可 counts before できれば避けたい before 希望.
 * - Left out are wishes of units that their member cannot be given, and wishes and assignments of units, posts or
 *   people that the year does not have.
 */
export function rotaInstance(input: RotaInput): RotaInstance {
  const { scheme, settings, year, units, openings, published } = input
  const firstDay = firstDayOf(year)
  const days = daysBetween(firstDay, lastDayOf(year)) + 1
  const blockOf = blockOfUnits(scheme.rules.rules)
  const blocks = [...new Set(units.map(blockOf))]
  const members = [...Map.groupBy(input.members, ({ id }) => id).values()]
  const places = units.map(unit => ({ unit: unitId(scheme.id, unit), block: blockOf(unit), ...daysOf(unit) }))
  const ids = new Set(places.map(({ unit }) => unit))
  const people = new Set(input.members.map(({ id }) => id))
  const exists = ({ unit, post, person }: Assignment): boolean =>
    ids.has(unit) && people.has(person) && scheme.posts.includes(post)
  const bars = new Map(members.map(periods => [periods[0]?.id ?? '', barsOf(places, periods, scheme.posts)]))
  const notPosts = [...bars.values()].flatMap(own => own.notPosts)
  const outside = [...bars.values()].flatMap(own => own.outside)
  const { unavailable, avoid, want } = byUrgency(
    input.wishes.filter(({ person, unit }) => bars.get(person)?.open.has(unit)),
  )
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
            .filter(block => periods.some(period => servesBlock(period, block)))
            .map(block => block ?? WHOLE_SCHEME),
          ...(posts === null ? {} : { posts: posts.filter(post => scheme.posts.includes(post)) }),
          opening: opening?.quarterPoints ?? 0,
          min,
          max: max ?? units.length * scheme.posts.length,
          notGroups: [...(opening?.heldLastYear ?? [])],
        },
      ]
    }),
    unavailable: [...outside.map(pair => ({ ...pair, outside: true as const })), ...unavailable],
    ...(notPosts.length > 0 ? { notPosts } : {}),
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

/** What a member's periods keep them from, and the units they can be given. */
type Bars = { outside: Pair[]; notPosts: Assignment[]; open: ReadonlySet<string> }

/** Of blocks and posts that a member never serves there are no rows: their `blocks` and `posts` say so. */
function barsOf(
  places: readonly (PlaceOfUnit & { unit: string })[],
  periods: readonly SchemeMember[],
  posts: readonly string[],
): Bars {
  const person = periods[0]?.id ?? ''
  const ever = posts.filter(post => periods.some(period => period.posts?.includes(post) ?? true))
  const served = places.filter(({ block }) => periods.some(period => servesBlock(period, block)))
  const bars = { outside: [] as Pair[], notPosts: [] as Assignment[], open: new Set<string>() }
  for (const place of served) {
    const { unit } = place
    const own = postsInUnit(periods, place, ever)
    if (own === null) bars.outside.push({ person, unit })
    else for (const post of ever) if (!own.includes(post)) bars.notPosts.push({ person, unit, post })
    if (own !== null && own.length > 0) bars.open.add(unit)
  }
  return bars
}

/** 不可, できれば避けたい and 希望, each person and unit once, where it counts most. */
function byUrgency(wishes: readonly WishedUnit[]): Record<WishKind, Pair[]> {
  const taken = new Map<string, Set<string>>()
  const found = { unavailable: [] as Pair[], avoid: [] as Pair[], want: [] as Pair[] }
  const ofKind = Map.groupBy(wishes, ({ kind }) => kind)
  for (const kind of WISH_KINDS)
    for (const { person, unit } of ofKind.get(kind) ?? []) {
      const own = taken.get(person) ?? new Set()
      if (own.has(unit)) continue
      taken.set(person, own.add(unit))
      found[kind].push({ person, unit })
    }
  return found
}

type Pair = { person: string; unit: string }
