import { daysOf } from '../../duty/membership.ts'
import { type Interval, overlaps, subtract, union } from '../../time/interval.ts'
import { eachDay, type LocalDay } from '../../time/local-day.ts'
import type { Answerer, CoverageLayers } from '../coverage-layers.ts'
import { resolveCoverage, type Segment } from '../resolve-coverage.ts'

/** A scheme, or one block of it, with the units of a fiscal year and the hours it promises beside them. */
export type DistrictYear = {
  readonly layers: CoverageLayers
  readonly units: readonly (Interval & { readonly unitId: string })[]
  readonly uncovered: readonly Interval[]
  /** False while no rota of the year is published: nobody can be there yet. */
  readonly published: boolean
}

/**
 * How a day stands, the worst of its hours: `free` nobody is owed, `covered` somebody answers and somebody stands
 * behind them, `thin` nobody stands behind, `unpublished` there is no rota yet, `gap` nobody of the rota answers.
 */
export const dayStates = ['free', 'covered', 'thin', 'unpublished', 'gap'] as const
export type DayState = (typeof dayStates)[number]

/**
 * Hours that are owed and in which the rota has nobody at the post, whether a final back-up answers or not. `unitId`
 * null: promised hours for which the rules make no unit.
 */
export type Lacking = Interval & {
  readonly post: string
  readonly unitId: string | null
  /** Who has the duty and is away. */
  readonly away: readonly Answerer[]
}

export type LaidYear = { readonly days: ReadonlyMap<LocalDay, DayState>; readonly gaps: readonly Lacking[] }

/** How each day of `days` stands, and where nobody answers, in order of time. */
export function layYear(district: DistrictYear, days: readonly LocalDay[], window: Interval): LaidYear {
  const { layers, units, uncovered, published } = district
  const owed = union([...units, ...uncovered].filter(hours => overlaps(hours, window)))
  const states = new Map<LocalDay, DayState>(days.map(day => [day, 'free']))
  const mark = (hours: readonly Interval[], state: DayState) => {
    for (const { first, last } of hours.map(daysOf))
      for (const day of eachDay(first, last)) if (states.has(day)) states.set(day, state)
  }
  if (!published) {
    mark(owed, 'unpublished')
    return { days: states, gaps: [] }
  }
  const reach = reachOf(owed, window)
  const { segments } = resolveCoverage(layers, reach)
  const inRota = (post: string) => segments.filter(one => one.post === post && one.answer.source !== 'backup')
  const [first = '', ...others] = layers.posts
  const answered = inRota(first)
  const backed = segments.filter(one => (one.post === first ? one.next.length > 0 : true))
  const gaps = layers.posts.flatMap(post => lackingAt(post, inRota(post), district))
  mark(owed, 'covered')
  mark(subtract(owed, backed), 'thin')
  mark(
    gaps.filter(({ post }) => others.includes(post)),
    'thin',
  )
  mark(subtract(owed, answered), 'gap')
  const touching = gaps.filter(gap => overlaps(gap, window))
  return { days: states, gaps: touching.sort((a, b) => a.start - b.start) }
}

/** Of several districts the worst of each day. */
export const worstOf = (
  years: readonly ReadonlyMap<LocalDay, DayState>[],
  days: readonly LocalDay[],
): Map<LocalDay, DayState> =>
  new Map(
    days.map(day => {
      const ranks = years.map(states => dayStates.indexOf(states.get(day) ?? 'free'))
      return [day, dayStates[Math.max(0, ...ranks)] ?? 'free']
    }),
  )

function lackingAt(
  post: string,
  held: readonly Segment[],
  { layers, units, uncovered }: DistrictYear,
): Lacking[] {
  const stands = layers.stands.filter(stand => stand.post === post && stand.source !== 'backup')
  const lackingIn = (hours: Interval, unitId: string | null) =>
    subtract(
      [hours],
      held.filter(one => overlaps(one, hours)),
    ).map((gap): Lacking => {
      const away = stands.filter(stand => overlaps(stand, gap)).map(({ who }) => who)
      return { ...gap, post, unitId, away: [...new Map(away.map(who => [who.id, who])).values()] }
    })
  return [
    ...units.flatMap(unit => lackingIn(unit, unit.unitId)),
    // What no unit is made for is owed once, by whoever answers first.
    ...(post === layers.posts[0] ? uncovered.flatMap(hours => lackingIn(hours, null)) : []),
  ]
}

/** From the first to the last instant that is owed: a unit belongs whole to the days it touches. */
const reachOf = (owed: readonly Interval[], window: Interval): Interval => ({
  start: Math.min(window.start, owed[0]?.start ?? window.start),
  end: Math.max(window.end, owed.at(-1)?.end ?? window.end),
})
