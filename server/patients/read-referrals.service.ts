import type { Db, Trx } from '../../db/open.ts'
import { contactsOf } from '../directory/contact.service.ts'
import { findAssociation } from '../directory/directory.service.ts'
import { hospitalContacts } from '../directory/facility-choice.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import type { Instant } from '../time/clock.ts'
import { DAY } from '../time/interval.ts'
import { areasIn } from './patient.service.ts'
import { personOf } from './read-team.service.ts'
import * as referrals from './referral.repository.ts'
import { eligibleFor, needsOf, type ReferralRow } from './referral.service.ts'
import type { ReferralsView } from './referral-view.ts'
import type { Viewer } from './viewer.ts'

/** How long a referral that has found its physician stays in the list. */
const SHOWN_AFTER = 14 * DAY

type Permissions = { enter: boolean; confirm: boolean }
type Shown = { row: ReferralRow; eligible: string[] }

/**
 * The referrals that concern somebody: all of the association for its secretariat and centre, those of their hospital,
 * those of any association that they are registered for, and those they have taken.
 */
export async function readReferrals(
  db: Db | Trx,
  now: Instant,
  viewer: Viewer,
  may: Permissions,
): Promise<Outcome<ReferralsView, 'notFound'>> {
  const association = await findAssociation(db, viewer.associationId)
  if (!association) return refuse('notFound')
  const shown: Shown[] = []
  for (const row of await referrals.listReferrals(db, now - SHOWN_AFTER)) {
    const eligible = await eligibleFor(db, row)
    if (isShownTo(viewer, row, eligible)) shown.push({ row, eligible })
  }
  const waitingFirst = shown.toSorted((a, b) => rank(a.row) - rank(b.row))
  const hands = Map.groupBy(
    await referrals.listHands(
      db,
      shown.map(({ row }) => row.id),
    ),
    ({ request_id }) => request_id,
  )
  const people = await contactsOf(db, [
    ...shown.flatMap(({ row, eligible }) => [...eligible, ...(row.physician_id ? [row.physician_id] : [])]),
    ...[...hands.values()].flat().map(({ physician_id }) => physician_id),
  ])
  const person = (id: string) => {
    const contact = people.get(id)
    return contact ? [personOf(contact)] : []
  }
  const hospitals = await hospitalContacts(db, viewer.everyone ? undefined : viewer.facilityIds)
  return accept({
    association: { id: association.id, name: association.name },
    referrals: waitingFirst.map(({ row, eligible }) => {
      const isOwn = (id: string) => viewer.facilityIds.includes(id)
      const knows = isKnownTo(viewer, row)
      return {
        id: row.id,
        association: row.association,
        area: row.area_id === null ? null : { id: row.area_id, name: row.area ?? '' },
        capabilities: needsOf(row),
        receivedAt: row.received_at,
        status: row.status === 'assigned' ? ('assigned' as const) : ('waiting' as const),
        revision: row.revision,
        patient: knows ? { id: row.patient_id, code: row.code } : null,
        hospital: knows ? row.hospital : null,
        physician: (knows && row.physician_id ? person(row.physician_id) : [])[0] ?? null,
        hands: (hands.get(row.id) ?? [])
          .filter(hand => viewer.everyone || isOwn(hand.physician_id))
          .flatMap(hand =>
            person(hand.physician_id).map(physician => ({
              physician,
              raisedAt: hand.raised_at,
              onBehalf: hand.on_behalf === 1,
            })),
          ),
        candidates:
          row.status === 'waiting' ? eligible.filter(id => viewer.everyone || isOwn(id)).flatMap(person) : [],
        may: {
          confirm: may.confirm && row.association_id === viewer.associationId,
          withdraw: viewer.everyone || (row.hospital_id !== null && isOwn(row.hospital_id)),
        },
      }
    }),
    areas: may.enter ? await areasIn(db, viewer.associationId) : [],
    hospitals: may.enter ? hospitals.map(({ id, name }) => ({ id, name })) : [],
    may,
  })
}

const rank = ({ status, received_at }: ReferralRow): number =>
  (status === 'waiting' ? 0 : Number.MAX_SAFE_INTEGER / 2) - received_at

function isShownTo(viewer: Viewer, row: ReferralRow, eligible: readonly string[]): boolean {
  if (isKnownTo(viewer, row)) return true
  return row.status === 'waiting' && viewer.facilityIds.some(id => eligible.includes(id))
}

/** Who the patient is, is known to who handles the referral, who sent it, and who was confirmed. */
const isKnownTo = (viewer: Viewer, row: ReferralRow): boolean =>
  (viewer.everyone && row.association_id === viewer.associationId) ||
  [row.hospital_id, row.physician_id].some(id => id !== null && viewer.facilityIds.includes(id))
