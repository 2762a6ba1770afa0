import { randomUUID } from 'node:crypto'
import type { Actor } from '../../audit/actor.ts'
import type { Context } from '../../context.ts'
import { associationShownChanged } from '../../directory/shown-revision.service.ts'
import { accept, type Outcome, type Refusal, refuse, refuseFields } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import { overlaps } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { instantOf, localDayOf } from '../../time/tokyo.ts'
import { absencesOf } from '../coverage.service.ts'
import * as absences from './absence.repository.ts'
import type { NewSeries } from './absence-series-view.ts'
import { hoursOfSeries, MOST_OF_SERIES } from './expand-series.ts'
import { faultsOf, faultsOfCover } from './judge-absence.ts'
import {
  type AbsenceRefusal,
  around,
  knownOf,
  onFreeHours,
  type PhysicianPath,
} from './known-of-absence.service.ts'
import { coverDetail, onBehalf, recordAbsence, statedRow } from './record-absence.service.ts'

type Asked = Pick<Context, 'db' | 'clock'>
type SeriesPath = PhysicianPath & { seriesId: string }
type EnteredSeries = { id: string; absences: number }

/** Enters the same absence for every week, each as one of its own that can be changed and withdrawn. */
export const enterSeries = (
  { db, clock }: Asked,
  actor: Actor,
  path: PhysicianPath,
  typed: NewSeries,
): Promise<Outcome<EnteredSeries, AbsenceRefusal>> =>
  onFreeHours(() =>
    allOrNothing<EnteredSeries, AbsenceRefusal>(db, async trx => {
      await associationShownChanged(trx, path.associationId)
      const now = clock()
      const hours = hoursOfSeries(typed)
      const bounded = hours.slice(0, MOST_OF_SERIES)
      const known = await knownOf(trx, now, path, bounded, typed, null)
      const [first] = hours
      const isEarly = first !== undefined && faultsOf(first, typed, known).includes('start')
      const faults = [
        ...(isEarly ? ['fromDay'] : []),
        ...(typed.toDay < typed.fromDay || hours.length > MOST_OF_SERIES ? ['toDay'] : []),
        ...(hours.length === 0 && typed.fromDay <= typed.toDay ? ['weekdays'] : []),
        ...faultsOfCover(typed, known),
      ]
      if (faults.length > 0) return refuseFields('invalidInput', faults)
      const others = await absencesOf(trx, [path.physicianId], around(hours))
      const met = hours.filter(one => others.some(other => overlaps(one, other)))
      if (met.length > 0) return overlapOn(met.map(({ start }) => localDayOf(start)))
      const id = randomUUID()
      const stated = statedRow(now, actor, path, typed)
      const { weekdays, fromTime, toTime, fromDay, toDay, note } = typed
      await absences.addSeries(trx, {
        ...stated,
        id,
        weekdays: JSON.stringify(weekdays),
        from_time: fromTime,
        to_time: toTime,
        from_day: fromDay,
        to_day: toDay,
        note,
        ended_at: null,
      })
      await absences.addAbsences(
        trx,
        hours.map(({ start, end }) => ({
          ...stated,
          id: randomUUID(),
          series_id: id,
          start_at: start,
          end_at: end,
          on_behalf: onBehalf(actor),
          withdrawn_at: null,
        })),
      )
      await recordAbsence(trx, now, actor, path, 'absenceSeries.enter', `absenceSeries:${id}`, {
        ...coverDetail(typed),
        absences: hours.length,
        fromDay,
        toDay,
      })
      return accept({ id, absences: hours.length })
    }),
  )

/** Ends a series from a day on: what of it has not begun by then is withdrawn. What is past stays. */
export const endSeries = (
  { db, clock }: Asked,
  actor: Actor,
  path: SeriesPath,
  { fromDay, revision }: { fromDay: LocalDay; revision: number },
): Promise<Outcome<EnteredSeries, AbsenceRefusal>> =>
  allOrNothing<EnteredSeries, AbsenceRefusal>(db, async trx => {
    await associationShownChanged(trx, path.associationId)
    const now = clock()
    const row = await absences.findSeries(trx, path)
    if (!row) return refuse('notFound')
    if (fromDay < localDayOf(now) || fromDay > row.to_day) return refuseFields('invalidInput', ['fromDay'])
    const from = instantOf(fromDay, '00:00')
    if (!(await absences.changeSeries(trx, row.id, revision, { ended_at: from })))
      return refuse('staleRevision')
    const withdrawn = await absences.withdrawOfSeries(trx, row.id, Math.max(from, now), now)
    await recordAbsence(trx, now, actor, path, 'absenceSeries.end', `absenceSeries:${row.id}`, {
      fromDay,
      withdrawn,
    })
    return accept({ id: row.id, absences: withdrawn })
  })

const MOST_NAMED = 5

/** The days on which the physician is away already, the first of them by name. */
const overlapOn = (days: readonly LocalDay[]): Refusal<'absenceOverlap'> => ({
  ...refuse('absenceOverlap', days.slice(0, MOST_NAMED).join(', ')),
  fields: ['fromDay', 'toDay'],
})
