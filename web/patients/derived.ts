import { readPatientReference } from '../../server/directory/stations/patient-reference.ts'
import type { AnswerView } from '../../server/patients/answer-view.ts'
import type { FoundPhysicians, NewTeam, PatientsView, TeamView } from '../../server/patients/patient-view.ts'
import type { Instant } from '../../server/time/clock.ts'
import { DAY } from '../../server/time/interval.ts'
import { isLocalDay } from '../../server/time/local-day.ts'
import { instantOf, isLocalTime } from '../../server/time/tokyo.ts'

export type Found = FoundPhysicians['physicians'][number]
export type Chosen = Pick<Found, 'id' | 'name' | 'clinic'>
type Draft = NewTeam['team']
type Plan = Draft['emergencyPlan']
type Row = PatientsView['patients'][number]
export type Post = AnswerView['posts'][number]

export const isCode = (typed: string): boolean => readPatientReference(typed) !== null

/** The rows with these letters in their code or in the name of whoever stands in the team. */
export function narrowed(rows: readonly Row[], typed: string): readonly Row[] {
  const part = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  return rows.filter(({ code, team }) =>
    [code, team?.attending ?? '', ...(team?.deputies ?? [])].some(text =>
      text.replace(/\s/g, '').includes(part),
    ),
  )
}

/** A team as it is being put together. */
export type TeamEdit = {
  attending: Chosen | null
  deputies: readonly Chosen[]
  specialists: readonly (Chosen & { discipline: string })[]
  stationIds: readonly string[]
  hospitalId: string
  schemeId: string
  plan: Plan
}

const NO_PLAN: Plan = { means: 'ambulance', contacts: ['attending', 'deputy', 'station'], wishes: 'unknown' }

/** Begins with the team there is; a new one with whoever enters it. */
export const editOf = (team: TeamView | null, attending: Chosen | null): TeamEdit => ({
  attending: team ? team.attending : attending,
  deputies: team?.deputies ?? [],
  specialists: team?.specialists ?? [],
  stationIds: team?.stations.map(({ id }) => id) ?? [],
  hospitalId: team?.hospital?.id ?? '',
  schemeId: team?.scheme?.id ?? '',
  plan: team?.emergencyPlan ?? NO_PLAN,
})

export const draftOf = (edit: TeamEdit): Draft => ({
  attendingId: edit.attending?.id ?? null,
  deputyIds: edit.deputies.map(({ id }) => id),
  specialists: edit.specialists.map(({ id, discipline }) => ({
    physicianId: id,
    discipline: discipline.trim(),
  })),
  stationIds: [...edit.stationIds],
  hospitalId: edit.hospitalId || null,
  schemeId: edit.schemeId || null,
  emergencyPlan: { ...edit.plan, contacts: [...edit.plan.contacts] },
})

export const movedUp = <One>(list: readonly One[], index: number): One[] =>
  list.map((one, at) => (at === index - 1 ? list[index] : at === index ? list[index - 1] : one) ?? one)

export const without = <One>(list: readonly One[], index: number): One[] =>
  list.filter((_, at) => at !== index)

/** The instant of a day and a time as they are typed; null when they are none. */
export const momentOf = (day: string, time: string): Instant | null => {
  const plain = time
    .normalize('NFKC')
    .trim()
    .replace(/^(\d):/, '0$1:')
  return isLocalDay(day) && isLocalTime(plain) ? instantOf(day, plain) : null
}

const LONGEST_OVERRIDE = 31 * DAY

/** Whether another physician can answer in these hours: not over yet, and no longer than a month. */
export const areHours = (start: Instant | null, end: Instant | null, now: Instant): boolean =>
  start !== null &&
  end !== null &&
  Math.max(start, now) < end &&
  end - Math.max(start, now) <= LONGEST_OVERRIDE

/** Who stands at the second post, where they are not already among those to call at the first. */
export function behindFirst(posts: readonly Post[]): Post['answer'] {
  const [first, second] = posts
  const named = [first?.answer, ...(first?.next ?? [])].map(one => one && `${one.kind} ${one.id}`)
  const answer = second?.answer ?? null
  return answer && !named.includes(`${answer.kind} ${answer.id}`) ? answer : null
}

type Segment = AnswerView['segments'][number]

/** Who answers first, hour by hour; where only who comes next changes, the hours are one. */
export function firstPost(segments: readonly Segment[]): Segment[] {
  const told: Segment[] = []
  for (const segment of segments.filter(({ post }) => post === 'primary')) {
    const before = told.at(-1)
    if (before && isSameAnswer(before.answer, segment.answer))
      told[told.length - 1] = { ...before, end: segment.end }
    else told.push(segment)
  }
  return told
}

const isSameAnswer = (a: Post['answer'], b: Post['answer']): boolean =>
  a?.id === b?.id && a?.source === b?.source && a?.absent === b?.absent && a?.note === b?.note
