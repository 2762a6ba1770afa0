import type { Db, Trx } from '../../../db/open.ts'
import type { Context } from '../../context.ts'
import { readSettings } from '../../directory/association-settings.service.ts'
import { contactsOf } from '../../directory/contact.service.ts'
import { facilitiesOf } from '../../directory/directory.service.ts'
import { accept, type Outcome } from '../../http/refusal.ts'
import { dutiesIn } from '../../roster/published-duty.service.ts'
import type { PublishedDuty } from '../../roster/published-duty.ts'
import type { Instant } from '../../time/clock.ts'
import { DAY, type Interval, overlaps } from '../../time/interval.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { writtenInterval } from '../../time/written-interval.ts'
import { absencesOf } from '../coverage.service.ts'
import type { Cover } from '../coverage-settings.ts'
import * as absences from './absence.repository.ts'
import { reasonsOffered } from './absence-reason.service.ts'
import type { AbsencesView, AbsenceView } from './absence-view.ts'
import { type AssociationCovers, coversIn } from './association-covers.service.ts'
import { isSettled } from './judge-absence.ts'

type Asked = Pick<Context, 'clock'> & { db: Db | Trx }
type Row = Awaited<ReturnType<typeof absences.listAbsences>>[number]
type Person = AbsenceView['physician']

/** So far back the list shows what is over. */
const SHOWN_PAST = 90 * DAY

/** Every absence of the association, for whoever enters and confirms in its office. */
export async function readAbsences(
  { db, clock }: Asked,
  associationId: string,
): Promise<Outcome<AbsencesView, 'notFound'>> {
  return readFor({ db, clock }, associationId, null)
}

/** A physician's own absences, and the requests of others for which they may raise a hand. */
export async function readOwnAbsences(
  { db, clock }: Asked,
  { associationId, physicianId }: { associationId: string; physicianId: string },
): Promise<Outcome<AbsencesView, 'notFound'>> {
  return readFor({ db, clock }, associationId, physicianId)
}

async function readFor(
  { db, clock }: Asked,
  associationId: string,
  physicianId: string | null,
): Promise<Outcome<AbsencesView, 'notFound'>> {
  const settings = await readSettings({ db }, associationId)
  if (!settings.ok) return settings
  const now = clock()
  const today = localDayOf(now)
  const rows = await absences.listAbsences(db, associationId, physicianId, now - SHOWN_PAST)
  const series = await absences.listSeries(db, associationId, physicianId, today)
  const open = physicianId === null ? [] : await absences.listOpenRequests(db, associationId, now)
  const hands = await absences.listHands(
    db,
    [...rows, ...open].map(({ id }) => id),
  )
  const own = (await facilitiesOf(db, associationId)).physicians.map(({ id }) => id)
  const mentioned = [...rows, ...series, ...open].flatMap(row => [
    row.physician_id,
    row.cover_physician_id ?? '',
  ])
  const people = await contactsOf(db, [...own, ...mentioned, ...hands.map(row => row.physician_id)])
  const personOf = (id: string): Person => {
    const contact = people.get(id)
    return { id, name: contact?.name ?? '', clinic: contact?.clinic ?? '' }
  }
  const covers = await coversIn(db, associationId)
  const duties = await dutiesDuring(db, rows)
  const handsOf = Map.groupBy(hands, row => row.request_id)
  return accept({
    association: { id: associationId, name: settings.value.name },
    physicians: own
      .filter(id => physicianId === null || id === physicianId)
      .map(id => ({ ...personOf(id), covers: covers.offeredTo(id, today) })),
    absences: rows.map(row => ({
      ...absenceOf(row, now, covers, personOf),
      hands: (handsOf.get(row.id) ?? []).map(hand => ({
        id: hand.id,
        physician: personOf(hand.physician_id),
        raisedAt: new Date(hand.raised_at).toISOString(),
        onBehalf: hand.on_behalf === 1,
      })),
      duties: duties
        .filter(duty => duty.physician.id === row.physician_id && overlaps(duty, hoursOf(row)))
        .map(dutyView),
    })),
    series: series.map(row => ({
      id: row.id,
      physician: personOf(row.physician_id),
      reason: { id: row.reason_id, label: row.label },
      cover: row.cover as Cover,
      coverPhysician: row.cover_physician_id === null ? null : personOf(row.cover_physician_id),
      weekdays: JSON.parse(row.weekdays),
      fromTime: row.from_time,
      toTime: row.to_time,
      fromDay: row.from_day,
      toDay: row.to_day,
      note: row.note,
      revision: row.revision,
    })),
    requests: physicianId === null ? [] : await requestsFor(db, physicianId, open, covers, handsOf, personOf),
    reasons: await reasonsOffered(db, associationId),
    locums: own.map(personOf),
    revision: settings.value.revision,
  })
}

/** The hours of an absence of this physician; null: there is none of that id. */
export async function hoursOfAbsence(
  db: Db | Trx,
  { associationId, physicianId, absenceId }: Record<'associationId' | 'physicianId' | 'absenceId', string>,
): Promise<Interval | null> {
  const row = await absences.findAbsence(db, associationId, absenceId)
  return row?.physician_id === physicianId ? hoursOf(row) : null
}

const hoursOf = (row: Row) => ({ start: row.start_at, end: row.end_at })

const absenceOf = (
  row: Row,
  now: Instant,
  covers: AssociationCovers,
  personOf: (id: string) => Person,
): Omit<AbsenceView, 'hands' | 'duties'> => {
  const isOpen = row.cover === 'request' && row.cover_physician_id === null && row.end_at > now
  return {
    id: row.id,
    physician: personOf(row.physician_id),
    ...writtenInterval(hoursOf(row)),
    reason: { id: row.reason_id, label: row.label },
    cover: row.cover as Cover,
    coverPhysician: row.cover_physician_id === null ? null : personOf(row.cover_physician_id),
    seriesId: row.series_id,
    onBehalf: row.on_behalf === 1,
    revision: row.revision,
    asked: isOpen ? covers.askedFor({ ...hoursOf(row), physicianId: row.physician_id }) : [],
    settled: isSettled(hoursOf(row), now),
  }
}

/** The published duties of the absent, wherever they serve, around all these hours. */
async function dutiesDuring(db: Db | Trx, rows: readonly Row[]): Promise<PublishedDuty[]> {
  if (rows.length === 0) return []
  const people = [...new Set(rows.map(row => row.physician_id))]
  const window = rows.map(hoursOf).reduce((whole, one) => ({
    start: Math.min(whole.start, one.start),
    end: Math.max(whole.end, one.end),
  }))
  const scope = { people, schemes: [], rules: [], associationIds: null }
  // Only what stands: nothing went from anybody so late.
  const duties = await dutiesIn(db, scope, window, Number.MAX_SAFE_INTEGER)
  return duties.filter(({ gone }) => !gone)
}

const dutyView = (duty: PublishedDuty): AbsenceView['duties'][number] => ({
  scheme: { id: duty.scheme.id, shortName: duty.scheme.shortName },
  fiscalYear: duty.fiscalYear,
  unitId: duty.unitId,
  post: duty.post,
  label: duty.label,
  ...writtenInterval(duty),
})

/** The open requests that reach a physician who is not away themselves. */
async function requestsFor(
  db: Db | Trx,
  physicianId: string,
  open: readonly Row[],
  covers: AssociationCovers,
  handsOf: ReadonlyMap<string, readonly { id: string; physician_id: string }[]>,
  personOf: (id: string) => Person,
): Promise<AbsencesView['requests']> {
  const asked = open.filter(row =>
    covers.askedFor({ ...hoursOf(row), physicianId: row.physician_id }).includes(physicianId),
  )
  const whole = { start: 0, end: Number.MAX_SAFE_INTEGER }
  const away = asked.length === 0 ? [] : await absencesOf(db, [physicianId], whole)
  return asked.flatMap(row => {
    const hand = handsOf.get(row.id)?.find(one => one.physician_id === physicianId)
    if (!hand && away.some(one => overlaps(one, hoursOf(row)))) return []
    return [
      {
        id: row.id,
        physician: personOf(row.physician_id),
        ...writtenInterval(hoursOf(row)),
        hand: hand?.id ?? null,
      },
    ]
  })
}
