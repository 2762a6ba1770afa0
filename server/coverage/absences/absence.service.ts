import { randomUUID } from 'node:crypto'
import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import type { Context } from '../../context.ts'
import { associationShownChanged } from '../../directory/shown-revision.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import * as absences from './absence.repository.ts'
import type { AbsenceChange, NewAbsence } from './absence-view.ts'
import { faultsOf, isSettled, staysConfirmed } from './judge-absence.ts'
import {
  type AbsenceRefusal,
  knownOf,
  onFreeHours,
  type PhysicianPath,
  refusedHours,
} from './known-of-absence.service.ts'
import { coverDetail, onBehalf, recordAbsence, statedRow } from './record-absence.service.ts'

type Asked = Pick<Context, 'db' | 'clock'>
export type AbsencePath = PhysicianPath & { absenceId: string }
type Entered = { id: string }
type Row = NonNullable<Awaited<ReturnType<typeof absences.findAbsence>>>

const readHours = ({ start, end }: { start: string; end: string }): Interval => ({
  start: Date.parse(start),
  end: Date.parse(end),
})

/** Enters an absence with its cover. */
export const enterAbsence = (
  { db, clock }: Asked,
  actor: Actor,
  path: PhysicianPath,
  typed: NewAbsence,
): Promise<Outcome<Entered, AbsenceRefusal>> =>
  onFreeHours(() =>
    allOrNothing<Entered, AbsenceRefusal>(db, async trx => {
      // The association's row decides who comes first: what is read from here on stays so.
      await associationShownChanged(trx, path.associationId)
      const now = clock()
      const hours = readHours(typed)
      const known = await knownOf(trx, now, path, [hours], typed, null)
      const refused = await refusedHours(trx, path.physicianId, hours, null, faultsOf(hours, typed, known))
      if (refused) return refused
      const id = randomUUID()
      await absences.addAbsences(trx, [
        {
          ...statedRow(now, actor, path, typed),
          ...rowHours(hours),
          id,
          series_id: null,
          on_behalf: onBehalf(actor),
          withdrawn_at: null,
        },
      ])
      await recordAbsence(trx, now, actor, path, 'absence.enter', `absence:${id}`, {
        ...coverDetail(typed),
        ...hours,
      })
      return accept({ id })
    }),
  )

/** Puts other hours, another reason or cover in the place of what was entered. */
export const changeAbsence = (
  context: Asked,
  actor: Actor,
  path: AbsencePath,
  typed: AbsenceChange,
): Promise<Outcome<Entered, AbsenceRefusal>> =>
  onFreeHours(() =>
    changing(context, path, typed.revision, async (trx, now, row) => {
      const hours = readHours(typed)
      const known = await knownOf(trx, now, path, [hours], typed, row)
      const refused = await refusedHours(trx, path.physicianId, hours, row.id, faultsOf(hours, typed, known))
      if (refused) return refused
      const confirmed =
        typed.cover === 'request' && row.cover === 'request' && staysConfirmed(rowInterval(row), hours)
      await absences.changeAbsence(trx, row.id, typed.revision, {
        ...rowHours(hours),
        reason_id: typed.reasonId,
        cover: typed.cover,
        cover_physician_id: confirmed ? row.cover_physician_id : typed.coverPhysicianId,
      })
      await recordAbsence(trx, now, actor, path, 'absence.change', `absence:${row.id}`, {
        ...coverDetail(typed),
        ...hours,
        startBefore: row.start_at,
        endBefore: row.end_at,
      })
      return accept({ id: row.id })
    }),
  )

/** Takes an absence back, as if it had not been entered. */
export const withdrawAbsence = (
  context: Asked,
  actor: Actor,
  path: AbsencePath,
  revision: number,
): Promise<Outcome<Entered, AbsenceRefusal>> =>
  changing(context, path, revision, async (trx, now, row) => {
    await absences.changeAbsence(trx, row.id, revision, { withdrawn_at: now })
    await recordAbsence(trx, now, actor, path, 'absence.withdraw', `absence:${row.id}`, {})
    return accept({ id: row.id })
  })

const changing = (
  { db, clock }: Asked,
  { associationId, physicianId, absenceId }: AbsencePath,
  revision: number,
  change: (trx: Trx, now: Instant, row: Row) => Promise<Outcome<Entered, AbsenceRefusal>>,
): Promise<Outcome<Entered, AbsenceRefusal>> =>
  allOrNothing<Entered, AbsenceRefusal>(db, async trx => {
    await associationShownChanged(trx, associationId)
    const row = await absences.findAbsence(trx, associationId, absenceId)
    if (!row || row.physician_id !== physicianId) return refuse('notFound')
    if (row.revision !== revision) return refuse('staleRevision')
    if (isSettled(rowInterval(row), clock())) return refuse('absenceOver')
    return change(trx, clock(), row)
  })

const rowHours = ({ start, end }: Interval) => ({ start_at: start, end_at: end })

const rowInterval = (row: Row): Interval => ({ start: row.start_at, end: row.end_at })
