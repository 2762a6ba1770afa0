import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import { physiciansFor } from '../directory/areas/area.service.ts'
import type { Capability } from '../directory/areas/area-view.ts'
import { hospitalsAmong } from '../directory/facility-choice.service.ts'
import { accept, type Outcome, refuse, refuseFields } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import type { Instant } from '../time/clock.ts'
import { type Asked, giveAttending } from './care-team.service.ts'
import * as patients from './patient.repository.ts'
import { addReference, isAreaOf } from './patient.service.ts'
import * as referrals from './referral.repository.ts'
import type { NewReferral } from './referral-view.ts'
import type { Viewer } from './viewer.ts'

export { findReferral } from './referral.repository.ts'

export type ReferralRow = NonNullable<Awaited<ReturnType<typeof referrals.findReferral>>>
type ReferralRefusal =
  | 'notFound'
  | 'invalidInput'
  | 'notAllowed'
  | 'referralDecided'
  | 'referralWaiting'
  | 'codeInUse'
  | 'staleRevision'
type Done = Promise<Outcome<null, ReferralRefusal>>

export const needsOf = ({ capabilities }: Pick<ReferralRow, 'capabilities'>): Capability[] =>
  JSON.parse(capabilities)

/** The physicians registered for all that a referral needs in its area, in the order of their kana. */
export const eligibleFor = async (db: Db | Trx, row: ReferralRow): Promise<string[]> =>
  row.area_id === null ? [] : physiciansFor(db, row.area_id, needsOf(row))

/** Enters a referral; of a code that is not there yet a reference is made. A hospital enters its own alone. */
export const enterReferral = (
  { db, clock }: Asked,
  actor: Actor,
  viewer: Viewer,
  { code, areaId, capabilities, hospitalId }: NewReferral,
): Done =>
  allOrNothing<null, ReferralRefusal>(db, async trx => {
    const now = clock()
    const { associationId } = viewer
    const isHospital = hospitalId !== null && (await hospitalsAmong(trx, [hospitalId])).has(hospitalId)
    const mayBeOf =
      hospitalId === null ? viewer.everyone : viewer.everyone || viewer.facilityIds.includes(hospitalId)
    const wrong = [
      ...((await isAreaOf(trx, associationId, areaId)) ? [] : ['areaId']),
      ...(mayBeOf && (isHospital || hospitalId === null) ? [] : ['hospitalId']),
    ]
    if (wrong.length > 0) return refuseFields('invalidInput', wrong)
    const known = await patients.findByCode(trx, associationId, code)
    if (known && (await referrals.isWaiting(trx, known.id))) return refuseFields('referralWaiting', ['code'])
    const patient = known
      ? await moveTo(trx, known, areaId)
      : await addReference(trx, now, actor, { associationId, code, areaId })
    if (!patient.ok) return patient
    const referralId = randomUUID()
    await referrals.addReferral(trx, {
      id: referralId,
      association_id: associationId,
      patient_id: patient.value.patientId,
      hospital_id: hospitalId,
      capabilities: JSON.stringify(capabilities),
      status: 'waiting',
      received_at: now,
      entered_by: actor.accountId,
      decided_at: null,
      decided_by: null,
      physician_id: null,
    })
    const detail = { patient: patient.value.patientId, area: areaId, needs: capabilities.join(',') }
    await record(trx, now, actor, { associationId, referralId, verb: 'enter', detail })
    return accept(null)
  })

async function moveTo(
  trx: Trx,
  { id, area_id, revision }: { id: string; area_id: string | null; revision: number },
  areaId: string,
): Promise<Outcome<{ patientId: string }, 'staleRevision'>> {
  const isThere = area_id === areaId || (await patients.changePatient(trx, id, revision, { area_id: areaId }))
  return isThere ? accept({ patientId: id }) : refuse('staleRevision')
}

/** Raises or lowers a physician's hand: their own, or entered for them (代行入力). */
export const offer = (
  { db, clock }: Asked,
  actor: Actor,
  viewer: Viewer,
  referralId: string,
  { physicianId, up }: { physicianId: string; up: boolean },
): Done =>
  allOrNothing<null, ReferralRefusal>(db, async trx => {
    const now = clock()
    const row = await referrals.findReferral(trx, referralId)
    if (!row) return refuse('notFound')
    if (!viewer.everyone && !viewer.facilityIds.includes(physicianId)) return refuse('notAllowed')
    if (up && !(await eligibleFor(trx, row)).includes(physicianId))
      return refuseFields('invalidInput', ['physicianId'])
    if (!(await referrals.holdWaiting(trx, referralId))) return refuse('referralDecided')
    const onBehalf = actor.onBehalfOf !== undefined
    if (up)
      await referrals.raiseHand(trx, {
        id: randomUUID(),
        request_id: referralId,
        physician_id: physicianId,
        raised_at: now,
        raised_by: actor.accountId,
        on_behalf: onBehalf ? 1 : 0,
        withdrawn_at: null,
      })
    else await referrals.lowerHand(trx, referralId, physicianId, now)
    const verb = up ? 'raiseHand' : 'lowerHand'
    const { association_id: associationId } = row
    await record(trx, now, actor, { associationId, referralId, verb, detail: { physician: physicianId } })
    return accept(null)
  })

/** Confirms one of those who offered: they become the attending physician. Of two at once one wins. */
export const confirmReferral = (
  { db, clock }: Asked,
  actor: Actor,
  referralId: string,
  { physicianId, revision }: { physicianId: string; revision: number },
): Done =>
  allOrNothing<null, ReferralRefusal>(db, async trx => {
    const now = clock()
    const row = await referrals.findReferral(trx, referralId)
    if (!row) return refuse('notFound')
    const decision = {
      status: 'assigned',
      physician_id: physicianId,
      decided_at: now,
      decided_by: actor.accountId,
    } as const
    if (!(await referrals.decideReferral(trx, referralId, revision, decision)))
      return refuse('referralDecided')
    const hands = await referrals.listHands(trx, [referralId])
    if (!hands.some(hand => hand.physician_id === physicianId))
      return refuseFields('invalidInput', ['physicianId'])
    const about = { associationId: row.association_id, patientId: row.patient_id, physicianId }
    if (!(await giveAttending(trx, now, actor, about))) return refuse('staleRevision')
    await record(trx, now, actor, {
      associationId: row.association_id,
      referralId,
      verb: 'confirm',
      detail: { physician: physicianId, patient: row.patient_id },
    })
    return accept(null)
  })

/** Takes a referral back: nobody is sought any more. */
export const withdrawReferral = (
  { db, clock }: Asked,
  actor: Actor,
  referralId: string,
  { revision }: { revision: number },
): Done =>
  allOrNothing<null, ReferralRefusal>(db, async trx => {
    const now = clock()
    const row = await referrals.findReferral(trx, referralId)
    if (!row) return refuse('notFound')
    const decision = {
      status: 'withdrawn',
      physician_id: null,
      decided_at: now,
      decided_by: actor.accountId,
    } as const
    if (!(await referrals.decideReferral(trx, referralId, revision, decision)))
      return refuse('referralDecided')
    await record(trx, now, actor, {
      associationId: row.association_id,
      referralId,
      verb: 'withdraw',
      detail: {},
    })
    return accept(null)
  })

const record = (
  trx: Trx,
  now: Instant,
  actor: Actor,
  about: { associationId: string; referralId: string; verb: string; detail: Record<string, string> },
): Promise<void> =>
  recordAudit(trx, now, {
    action: `referral.${about.verb}`,
    actor: { accountId: actor.accountId },
    ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }),
    address: actor.address,
    associationId: about.associationId,
    resource: `referral:${about.referralId}`,
    detail: about.detail,
  })
