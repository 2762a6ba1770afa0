import { isDoubleBooking } from '../../../db/double-booking.ts'
import type { Db, Trx } from '../../../db/open.ts'
import { contactsOf } from '../../directory/contact.service.ts'
import { type Outcome, type Refusal, refuse, refuseFields } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { type Interval, overlaps } from '../../time/interval.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { absencesOf } from '../coverage.service.ts'
import { reasonsOffered } from './absence-reason.service.ts'
import { coversIn } from './association-covers.service.ts'
import type { Known, StatedCover } from './judge-absence.ts'

/** Whose absence, entered where. */
export type PhysicianPath = { associationId: string; physicianId: string }

export type AbsenceRefusal = 'notFound' | 'invalidInput' | 'absenceOverlap' | 'absenceOver' | 'staleRevision'

/** What an absence was before it is changed. */
type Former = { start_at: Instant; reason_id: string; cover: string }

/** What is known of an absence of these hours, for the rules. `row`: what it was before a change. */
export async function knownOf(
  db: Db | Trx,
  now: Instant,
  { associationId, physicianId }: PhysicianPath,
  hours: readonly Interval[],
  { cover, coverPhysicianId }: StatedCover,
  row: Former | null,
): Promise<Known> {
  const reasons = (await reasonsOffered(db, associationId)).map(({ id }) => id)
  const covers = await coversIn(db, associationId)
  const offered = covers.offeredTo(physicianId, localDayOf(now))
  return {
    now,
    begunAt: row?.start_at ?? null,
    reasons: new Set(row ? [...reasons, row.reason_id] : reasons),
    // What a scheme no longer offers stays where it was entered.
    covers: row?.cover === cover ? [...offered, cover] : offered,
    locumIsFree: coverPhysicianId !== null && (await isFree(db, coverPhysicianId, physicianId, hours)),
  }
}

/** Whether the physician exists, is not the absent one, and has no absence in any of these hours. */
export async function isFree(
  db: Db | Trx,
  physicianId: string,
  absentId: string,
  hours: readonly Interval[],
): Promise<boolean> {
  if (physicianId === absentId || !(await contactsOf(db, [physicianId])).has(physicianId)) return false
  const away = hours.length === 0 ? [] : await absencesOf(db, [physicianId], around(hours))
  return !hours.some(one => away.some(other => overlaps(one, other)))
}

/** From the first instant of any to the last. */
export const around = (hours: readonly Interval[]): Interval => ({
  start: hours.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY),
  end: hours.reduce((last, { end }) => Math.max(last, end), Number.NEGATIVE_INFINITY),
})

/** Every fault at once: those of the input, and the hours where the physician is away already. */
export async function refusedHours(
  trx: Trx,
  physicianId: string,
  hours: Interval,
  itself: string | null,
  faults: readonly string[],
): Promise<Refusal<'invalidInput' | 'absenceOverlap'> | null> {
  const isForwards = hours.start < hours.end
  const others = isForwards ? await absencesOf(trx, [physicianId], hours) : []
  const meets = others.some(({ id }) => id !== itself)
  const fields = [...new Set([...faults, ...(meets ? ['start', 'end'] : [])])]
  if (fields.length === 0) return null
  return refuseFields(faults.length === 0 ? 'absenceOverlap' : 'invalidInput', fields)
}

/** The database refuses what nobody saw coming: the same physician's absence entered in another association. */
export async function onFreeHours<Value>(
  enter: () => Promise<Outcome<Value, AbsenceRefusal>>,
): Promise<Outcome<Value, AbsenceRefusal>> {
  try {
    return await enter()
  } catch (error) {
    if (isDoubleBooking(error)) return refuse('absenceOverlap')
    throw error
  }
}
