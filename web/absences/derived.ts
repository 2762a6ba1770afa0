import type { AbsencesView, AbsenceView, NewAbsence } from '../../server/coverage/absences/absence-view.ts'
import type { Role } from '../../server/identity/role.ts'
import type { Instant } from '../../server/time/clock.ts'
import { DAY, type Interval } from '../../server/time/interval.ts'
import { addDays, isLocalDay, type LocalDay } from '../../server/time/local-day.ts'
import { instantOf, type LocalTime, localDayOf, localTimeOf } from '../../server/time/tokyo.ts'
import { writtenInterval } from '../../server/time/written-interval.ts'
import { yearHref } from '../app/routes.ts'

export type Cover = NewAbsence['cover']

/** An absence as it is typed: days and times apart, nothing chosen as empty text. */
export type Draft = {
  physicianId: string
  fromDay: LocalDay
  fromTime: LocalTime
  toDay: LocalDay
  toTime: LocalTime
  reasonId: string
  cover: Cover
  locumId: string
}

export type DraftError =
  | 'missing'
  | 'endsFirst'
  | 'tooLong'
  | 'tooEarly'
  | 'overlap'
  | 'locum'
  | 'cover'
  | 'reason'
export type DraftErrors = Partial<
  Record<'physicianId' | 'from' | 'to' | 'reasonId' | 'cover' | 'locumId', DraftError>
>

const LONGEST = 366 * DAY
const STILL_ENTERED = 30 * DAY

/** Half hours from `00:00` to `24:00`: finer ones only take longer to choose. */
export const TIMES: readonly LocalTime[] = Array.from(
  { length: 49 },
  (_, half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`,
)

/** The whole of tomorrow's surgery hours, with what is proposed. */
export function firstDraft(view: AbsencesView, now: Instant): Draft {
  const tomorrow = addDays(localDayOf(now), 1)
  const [only, another] = view.physicians
  const proposed = another ? undefined : only
  return {
    physicianId: proposed?.id ?? '',
    fromDay: tomorrow,
    fromTime: '09:00',
    toDay: tomorrow,
    toTime: '18:00',
    reasonId: '',
    cover: proposed?.covers[0] ?? 'deputy',
    locumId: '',
  }
}

export const intervalOf = ({ start, end }: { start: string; end: string }): Interval => ({
  start: Date.parse(start),
  end: Date.parse(end),
})

/** What was entered, to be changed; an end at midnight is 24:00 of the day it closes. */
export function draftOf(absence: AbsenceView): Draft {
  const { start, end } = intervalOf(absence)
  const atMidnight = localTimeOf(end) === '00:00'
  return {
    physicianId: absence.physician.id,
    fromDay: localDayOf(start),
    fromTime: localTimeOf(start),
    toDay: atMidnight ? addDays(localDayOf(end), -1) : localDayOf(end),
    toTime: atMidnight ? '24:00' : localTimeOf(end),
    reasonId: absence.reason.id,
    cover: absence.cover,
    locumId: absence.cover === 'locum' ? (absence.coverPhysician?.id ?? '') : '',
  }
}

const hoursOf = ({ fromDay, fromTime, toDay, toTime }: Draft): Interval => ({
  start: instantOf(fromDay, fromTime),
  end: instantOf(toDay, toTime),
})

/** What is wrong with a draft before it is sent; a change may keep a beginning of long ago. */
export function errorsOf(draft: Draft, now: Instant, before: Draft | null): DraftErrors {
  const [hasFrom, hasTo] = [isLocalDay(draft.fromDay), isLocalDay(draft.toDay)]
  const errors: DraftErrors = {
    ...(draft.physicianId ? {} : { physicianId: 'missing' }),
    ...(hasFrom ? {} : { from: 'missing' }),
    ...(hasTo ? {} : { to: 'missing' }),
    ...(draft.reasonId ? {} : { reasonId: 'missing' }),
    ...(draft.cover === 'locum' && !draft.locumId ? { locumId: 'missing' } : {}),
  }
  if (!hasFrom || !hasTo) return errors
  const { start, end } = hoursOf(draft)
  if (end <= start) errors.to = 'endsFirst'
  else if (end - start > LONGEST) errors.to = 'tooLong'
  if (start < now - STILL_ENTERED && (!before || start !== hoursOf(before).start)) errors.from = 'tooEarly'
  return errors
}

/** The same for the fields that the server named. */
export function errorsFrom(reason: string, fields: readonly string[]): DraftErrors {
  const has = (field: string) => fields.includes(field)
  if (reason === 'absenceOverlap') return { from: 'overlap' }
  return {
    ...(has('start') ? { from: has('end') ? 'overlap' : 'tooEarly' } : {}),
    ...(has('end') && !has('start') ? { to: 'endsFirst' } : {}),
    ...(has('reasonId') ? { reasonId: 'reason' } : {}),
    ...(has('cover') ? { cover: 'cover' } : {}),
    ...(has('coverPhysicianId') ? { locumId: 'locum' } : {}),
  }
}

export const bodyOf = (draft: Draft): NewAbsence => ({
  ...writtenInterval(hoursOf(draft)),
  reasonId: draft.reasonId,
  cover: draft.cover,
  coverPhysicianId: draft.cover === 'locum' ? draft.locumId : null,
})

/** Those that are not over, the next first, those told with their series, and those that are over, the latest first. */
export const byTime = (absences: readonly AbsenceView[], now: Instant) => ({
  coming: absences.filter(absence => intervalOf(absence).end > now && !goesWithoutSaying(absence)),
  ofSeries: absences.filter(absence => intervalOf(absence).end > now && goesWithoutSaying(absence)),
  past: absences.filter(absence => intervalOf(absence).end <= now).toReversed(),
})

/** Whether somebody answers meanwhile: decided, still open with nobody or with hands up. */
export type Standing = 'decided' | 'waiting' | 'hands'

export const standingOf = ({ cover, coverPhysician, hands }: AbsenceView): Standing => {
  if (cover !== 'request' || coverPhysician) return 'decided'
  return hands.length > 0 ? 'hands' : 'waiting'
}

/** Where a duty in the hours of an absence is exchanged, and where the rota is mended. */
export function waysOut(absence: AbsenceView, duty: AbsenceView['duties'][number]) {
  const { fromDay, toDay } = draftOf(absence)
  const asked = new URLSearchParams({ physician: absence.physician.id, from: fromDay, to: toDay })
  return {
    exchange: yearHref(duty.scheme.id, duty.fiscalYear, 'exchanges'),
    repair: yearHref(duty.scheme.id, duty.fiscalYear, 'repair', `?${asked}`),
  }
}

/** One of many of a series, in which all is decided and no duty falls: it is told with its series. */
const goesWithoutSaying = (absence: AbsenceView): boolean =>
  absence.seriesId !== null && standingOf(absence) === 'decided' && absence.duties.length === 0

type Membership = { role: Role; association: { id: string } | null; facilityId: string | null }

/** As whom somebody reads the page: its office, a physician, or nobody. */
export function readerOf(
  memberships: readonly Membership[],
  associationId: string,
): { as: 'secretariat' | 'centre' } | { as: 'physician'; physicianId: string } | { as: 'nobody' } {
  const here = memberships.filter(({ association }) => association?.id === associationId)
  if (here.some(({ role }) => role === 'secretariat')) return { as: 'secretariat' }
  const own = here.find(({ role, facilityId }) => role === 'physician' && facilityId !== null)
  if (own?.facilityId) return { as: 'physician', physicianId: own.facilityId }
  return here.some(({ role }) => role === 'coordinationCentre') ? { as: 'centre' } : { as: 'nobody' }
}
