import type { Remark } from '../../server/roster/remark.ts'
import type {
  RosterDraft,
  RosterPublication,
  RosterSummary,
  UnitView,
} from '../../server/roster/roster-view.ts'
import type { Instant } from '../../server/time/clock.ts'
import { hoursOf, type Interval } from '../../server/time/interval.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import type { RosterChoice } from '../app/routes.ts'

export type Member = RosterSummary['members'][number]

/** What is on the screen: one version of the year's rota, or that there is none. */
export type Shown =
  | { kind: 'none' }
  | { kind: 'draft'; draft: RosterDraft }
  | { kind: 'publication'; publication: RosterPublication }

/** The newest published version's number; null before the first. */
export const currentNumber = ({ publications }: Pick<RosterSummary, 'publications'>): number | null =>
  publications.reduce<number | null>((newest, { number }) => Math.max(newest ?? 0, number), null)

/**
 * The version to show: the one asked for where there is such a one, otherwise the newest published,
 * otherwise the draft, otherwise none.
 */
export function versionToShow(
  summary: Pick<RosterSummary, 'publications' | 'draftedAt'>,
  asked: RosterChoice['version'],
): number | 'draft' | null {
  const draft = summary.draftedAt === null ? null : 'draft'
  if (asked === 'draft' && draft) return draft
  if (summary.publications.some(({ number }) => number === asked)) return asked
  return currentNumber(summary) ?? draft
}

/** Whether the draft was changed after the last publication, and says of every duty what is in force already. */
export const draftIsTheSame = ({
  draftedAt,
  draftWaits,
  publications,
}: Pick<RosterSummary, 'draftedAt' | 'draftWaits' | 'publications'>): boolean =>
  draftedAt !== null &&
  !draftWaits &&
  publications.length > 0 &&
  publications.every(({ publishedAt }) => Date.parse(publishedAt) < Date.parse(draftedAt))

export const unitsOf = (shown: Shown): readonly UnitView[] =>
  shown.kind === 'draft' ? shown.draft.units : shown.kind === 'publication' ? shown.publication.units : []

export const intervalOf = ({ start, end }: Pick<UnitView, 'start' | 'end'>): Interval => ({
  start: Date.parse(start),
  end: Date.parse(end),
})

export type Month = { readonly firstDay: LocalDay; readonly units: readonly UnitView[] }

/** The units by the month of their day, in order of time; a month without a unit is left out. */
export function byMonth(units: readonly UnitView[]): Month[] {
  const sorted = units.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start) || (a.id < b.id ? -1 : 1))
  const months = Map.groupBy(sorted, unit => `${unit.day.slice(0, 7)}-01`)
  return [...months]
    .map(([firstDay, own]) => ({ firstDay, units: own }))
    .toSorted((a, b) => (a.firstDay < b.firstDay ? -1 : 1))
}

const holds = (unit: UnitView, physician: string): boolean =>
  unit.assignments.some(assignment => assignment.physician === physician)

/** The units of one physician (自分の当番); all of them for null. */
export const dutiesOf = (units: readonly UnitView[], physician: string | null): readonly UnitView[] =>
  physician === null ? units : units.filter(unit => holds(unit, physician))

export type DutyCount = { readonly member: Member; readonly units: number; readonly hours: number }

/** Units and hours held by each member, in the members' order; who holds none is listed with 0. */
export function dutyCounts(members: readonly Member[], units: readonly UnitView[]): DutyCount[] {
  return members.map(member => {
    const held = dutiesOf(units, member.id)
    return { member, units: held.length, hours: held.reduce((sum, unit) => sum + unit.hours, 0) }
  })
}

export const leastAndMost = (counts: readonly DutyCount[]): { least: number; most: number } => ({
  least: Math.min(...counts.map(count => count.units)),
  most: Math.max(...counts.map(count => count.units)),
})

/** Who answers at an instant, and the units that begin next (several when they begin together). */
export function dutiesAround(
  units: readonly UnitView[],
  now: Instant,
): { now: UnitView[]; next: UnitView[] } {
  const later = units.filter(unit => intervalOf(unit).start > now)
  const first = Math.min(...later.map(unit => intervalOf(unit).start))
  return {
    now: units.filter(unit => intervalOf(unit).start <= now && now < intervalOf(unit).end),
    next: later.filter(unit => intervalOf(unit).start === first),
  }
}

export type OpenUnit = { readonly unit: UnitView; readonly posts: readonly string[] }

/** Units with a post that nobody holds, and those posts. */
export const openUnits = (units: readonly UnitView[]): OpenUnit[] =>
  units.flatMap(unit => {
    const posts = unit.assignments.filter(({ physician }) => physician === null).map(({ post }) => post)
    return posts.length > 0 ? [{ unit, posts }] : []
  })

/** Hours of all intervals together; those of different blocks may be at the same time, and count each. */
export const hoursTogether = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, interval) => sum + hoursOf(interval), 0)

/** What there is to say of a draft beside its open units: what is of the whole year or a person first, then by day. */
export function remarksOf({ units, findings }: Pick<RosterDraft, 'units' | 'findings'>): Remark[] {
  const days = new Map(units.map(unit => [unit.id, unit.day]))
  const dayOf = ({ units: [first = ''] }: Remark): string => days.get(first) ?? ''
  return findings.remarks
    .filter(({ kind }) => kind !== 'unfilled')
    .toSorted((a, b) => (dayOf(a) === dayOf(b) ? 0 : dayOf(a) < dayOf(b) ? -1 : 1))
}
