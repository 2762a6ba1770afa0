import type { Trx } from '../../db/open.ts'
import * as shown from './shown-revision.repository.ts'

/**
 * Calendars are kept ready until what they show changes. Whoever changes it says so here, in the same transaction: each
 * association counts the changes of all that a duty of its schemes shows, wherever the change was made.
 */

/** Duties of a roster changed. */
export const rosterShownChanged = (trx: Trx, rosterId: string) => shown.countUpRoster(trx, rosterId)

/** The association's own names changed, or the groups and blocks its calendars are for. */
export const associationShownChanged = (trx: Trx, associationId: string) =>
  shown.countUpAssociation(trx, associationId)

/** A clinic changed, or one of its physicians. */
export const clinicShownChanged = (trx: Trx, clinicId: string) => shown.countUpClinic(trx, clinicId)

/** A station changed, what is proven of it, or a link of it. */
export const stationShownChanged = (trx: Trx, stationId: string) => shown.countUpStation(trx, stationId)
