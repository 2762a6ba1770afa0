import { type FiscalYear, firstDayOf, lastDayOf } from '../../server/calendar/fiscal-year.ts'
import type { MemberAbsence, RepairOffersView } from '../../server/roster/repair/repair-view.ts'
import type { RosterDraft, UnitView } from '../../server/roster/roster-view.ts'
import type { Instant } from '../../server/time/clock.ts'
import { addDays, isLocalDay, type LocalDay } from '../../server/time/local-day.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import { dutiesOf, intervalOf, type Member } from '../rosters/derived.ts'

export type Offer = RepairOffersView['fewest'][number]
export type Change = Offer['changes'][number]
type Post = RepairOffersView['vacated'][number]

/** An absence is asked for three weeks unless somebody knows better. */
const USUAL_DAYS = 21

/** The members with duties that have not begun, in their order, and how many duties those are. */
export const membersToCome = (
  members: readonly Member[],
  units: readonly UnitView[],
  now: Instant,
): { member: Member; count: number }[] =>
  members
    .map(member => ({
      member,
      count: dutiesOf(units, member.id).filter(unit => !hasBegun(unit, now)).length,
    }))
    .filter(({ count }) => count > 0)

const hasBegun = (unit: UnitView, now: Instant): boolean => intervalOf(unit).start <= now

/** The duties a member is standing now: they are past mending here. */
export const dutiesUnderWay = (units: readonly UnitView[], physicianId: string, now: Instant): UnitView[] =>
  dutiesOf(units, physicianId).filter(unit => hasBegun(unit, now) && now < intervalOf(unit).end)

/** What the form begins with: what the address says, otherwise three weeks from today on, or from the year's start. */
export function firstAbsence(query: string, year: FiscalYear, now: Instant): MemberAbsence {
  const asked = new URLSearchParams(query)
  const dayOf = (name: string): LocalDay | null => {
    const text = asked.get(name) ?? ''
    return isLocalDay(text) ? text : null
  }
  const [today, first] = [localDayOf(now), firstDayOf(year)]
  const from = dayOf('from') ?? (today < first ? first : today)
  return { physicianId: asked.get('physician') ?? '', from, to: dayOf('to') ?? addDays(from, USUAL_DAYS) }
}

/** The query of the same absence on the page of another year. */
export const absenceQuery = ({ physicianId, from, to }: MemberAbsence): string =>
  `?${new URLSearchParams({ physician: physicianId, from, to })}`

export type AbsenceError = 'missing' | 'endsFirst' | 'otherYear'
type AbsenceErrors = { [Field in keyof MemberAbsence]?: AbsenceError }

/** What is wrong with an absence before it is sent. */
export function absenceErrors({ physicianId, from, to }: MemberAbsence): AbsenceErrors {
  const endsFirst = isLocalDay(from) && isLocalDay(to) && to < from
  return {
    ...(physicianId ? {} : { physicianId: 'missing' }),
    ...(isLocalDay(from) ? {} : { from: 'missing' }),
    ...(!isLocalDay(to) ? { to: 'missing' } : endsFirst ? { to: 'endsFirst' } : {}),
  }
}

/** True for an absence that goes on in the next fiscal year, whose rota is another. */
export const goesOnNextYear = (to: LocalDay, year: FiscalYear): boolean => to > lastDayOf(year)

/** Whom to telephone, and of which duties: those they take over and those they are rid of. */
export type Call = { person: string; takes: Change[]; gives: Change[] }

/** Everybody a repair concerns, who takes something over first; the absent know what they have given. */
export function callsFor(changes: readonly Change[], absent: string): Call[] {
  const givers = changes.flatMap(({ from }) => (from === null || from === absent ? [] : [from]))
  const people = [...new Set([...changes.map(({ to }) => to), ...givers])]
  return people.map(person => ({
    person,
    takes: changes.filter(({ to }) => to === person),
    gives: changes.filter(({ from }) => from === person && from !== absent),
  }))
}

/** Whether a draft is what taking these changes makes: then it was done, though perhaps no answer came. */
export function isMadeOf(
  { units }: Pick<RosterDraft, 'units'>,
  vacated: readonly Post[],
  changes: readonly Change[],
): boolean {
  const wanted = new Map(vacated.map(post => [keyOf(post), null as string | null]))
  for (const change of changes) wanted.set(keyOf(change), change.to)
  const holders = new Map(
    units.flatMap(({ id, assignments }) =>
      assignments.map(({ post, physician }) => [keyOf({ unit: id, post }), physician] as const),
    ),
  )
  return [...wanted].every(([post, person]) => holders.get(post) === person)
}

const keyOf = ({ unit, post }: Post): string => `${unit}\n${post}`

/** The difference from the fair burden after a repair, in points. */
export const pointsAboveFair = ({ offShare }: Offer['effects'][number]): number => offShare.after / 4
