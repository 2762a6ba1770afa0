import type { Db, Trx } from '../../db/open.ts'
import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'

/** The current word on published units with everyone and everything named. SQL only. */

/** Duties that touch the window; cancelled ones only when cancelled at `since` or later. */
const duties = (db: Db | Trx, window: Interval, since: Instant) =>
  db
    .selectFrom('duty_assignment as duty')
    .innerJoin('physician', 'physician.id', 'duty.physician_id')
    .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
    .innerJoin('roster', 'roster.id', 'duty.roster_id')
    .innerJoin('duty_scheme as scheme', 'scheme.id', 'roster.scheme_id')
    .innerJoin('association', 'association.id', 'scheme.association_id')
    .where('duty.start_at', '<', window.end)
    .where('duty.end_at', '>', window.start)
    .where(eb => eb.or([eb('duty.cancelled_at', 'is', null), eb('duty.cancelled_at', '>=', since)]))
    .select([
      'duty.unit_id',
      'duty.post',
      'duty.part',
      'duty.physician_id',
      'duty.start_at',
      'duty.end_at',
      'duty.label',
      'duty.tentative',
      'duty.sequence',
      'duty.first_published_at',
      'duty.changed_at',
      'duty.cancelled_at',
      'physician.name as physician',
      'clinic.name as clinic',
      'clinic.place',
      'clinic.phone',
      'scheme.id as scheme_id',
      'scheme.name as scheme',
      'scheme.short_name as scheme_short',
      'roster.fiscal_year',
      'association.id as association_id',
      'association.name as association',
      'association.invented',
    ])
    .orderBy('duty.start_at')
    .orderBy('duty.unit_id')
    .orderBy('duty.post')

export const listDutiesOfScheme = (db: Db | Trx, schemeId: string, window: Interval, since: Instant) =>
  duties(db, window, since).where('scheme.id', '=', schemeId).execute()

export const listDutiesOfPhysician = (db: Db | Trx, physicianId: string, window: Interval, since: Instant) =>
  duties(db, window, since).where('duty.physician_id', '=', physicianId).execute()

/** Duties that an earlier version gave to the physician and that somebody else has had from `since` on. */
export const listDutiesPassedOn = (db: Db | Trx, physicianId: string, window: Interval, since: Instant) =>
  duties(db, window, since)
    .where('duty.physician_id', '<>', physicianId)
    .where('duty.changed_at', '>=', since)
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('publication_assignment as former')
          .whereRef('former.unit_id', '=', 'duty.unit_id')
          .whereRef('former.post', '=', 'duty.post')
          .where('former.physician_id', '=', physicianId)
          .select('former.unit_id'),
      ),
    )
    .execute()
