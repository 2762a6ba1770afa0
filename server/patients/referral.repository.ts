import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'
import type { RaisedHandTable } from '../../db/schema/raised-hand.ts'
import type { ReferralTable } from '../../db/schema/referral.ts'
import type { Instant } from '../time/clock.ts'

/**
 * Patients whom hospitals have sent and who wait for an attending physician, and who offered; nobody is sought for a
 * patient whose home care has ended. SQL only.
 */

const referrals = (db: Db | Trx) =>
  db
    .selectFrom('referral')
    .innerJoin('patient_reference as patient', 'patient.id', 'referral.patient_id')
    .innerJoin('association', 'association.id', 'referral.association_id')
    .leftJoin('area', 'area.id', 'patient.area_id')
    .leftJoin('hospital', 'hospital.id', 'referral.hospital_id')
    .where('patient.closed_at', 'is', null)
    .selectAll('referral')
    .select(['patient.code', 'patient.area_id', 'area.name as area'])
    .select(['association.name as association', 'hospital.name as hospital'])
    .orderBy('referral.received_at', 'desc')
    .orderBy('referral.id')

export const findReferral = (db: Db | Trx, referralId: string) =>
  referrals(db).where('referral.id', '=', referralId).executeTakeFirst()

/** What waits in the whole installation, and what was decided since an instant. */
export const listReferrals = (db: Db | Trx, decidedSince: Instant) =>
  referrals(db)
    .where(eb =>
      eb.or([eb('referral.status', '=', 'waiting'), eb('referral.decided_at', '>=', decidedSince)]),
    )
    .where('referral.status', '<>', 'withdrawn')
    .execute()

export const isWaiting = async (db: Db | Trx, patientId: string): Promise<boolean> =>
  (await db
    .selectFrom('referral')
    .where('patient_id', '=', patientId)
    .where('status', '=', 'waiting')
    .select('id')
    .executeTakeFirst()) !== undefined

export const addReferral = (trx: Trx, row: Insertable<ReferralTable>) =>
  trx.insertInto('referral').values(row).execute()

/** Decides a referral that waits and still is at `revision`; false when somebody else was quicker. */
export async function decideReferral(
  trx: Trx,
  referralId: string,
  revision: number,
  decision: {
    status: 'assigned' | 'withdrawn'
    physician_id: string | null
    decided_at: Instant
    decided_by: string | null
  },
): Promise<boolean> {
  const result = await trx
    .updateTable('referral')
    .set({ ...decision, revision: revision + 1 })
    .where('id', '=', referralId)
    .where('status', '=', 'waiting')
    .where('revision', '=', revision)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Waits for whoever is just deciding: false when it is decided. */
export async function holdWaiting(trx: Trx, referralId: string): Promise<boolean> {
  const result = await trx
    .updateTable('referral')
    .set(eb => ({ id: eb.ref('id') }))
    .where('id', '=', referralId)
    .where('status', '=', 'waiting')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

const OF_REFERRALS = 'referral'

export async function listHands(db: Db | Trx, referralIds: readonly string[]) {
  const rows = []
  for (const ids of inPortions(referralIds))
    rows.push(
      ...(await db
        .selectFrom('raised_hand')
        .where('request_kind', '=', OF_REFERRALS)
        .where('request_id', 'in', ids)
        .where('withdrawn_at', 'is', null)
        .select(['request_id', 'physician_id', 'raised_at', 'on_behalf'])
        .orderBy('raised_at')
        .orderBy('id')
        .execute()),
    )
  return rows
}

/** A hand that is up already stays as it is. */
export const raiseHand = (trx: Trx, row: Omit<Insertable<RaisedHandTable>, 'request_kind'>) =>
  trx
    .insertInto('raised_hand')
    .values({ ...row, request_kind: OF_REFERRALS })
    .onConflict(conflict => conflict.doNothing())
    .execute()

export const lowerHand = (trx: Trx, referralId: string, physicianId: string, now: Instant) =>
  trx
    .updateTable('raised_hand')
    .set({ withdrawn_at: now })
    .where('request_kind', '=', OF_REFERRALS)
    .where('request_id', '=', referralId)
    .where('physician_id', '=', physicianId)
    .where('withdrawn_at', 'is', null)
    .execute()
