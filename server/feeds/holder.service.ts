import type { Db, Trx } from '../../db/open.ts'
import { type MemberInOffice, memberInOffice } from '../identity/member-in-office.service.ts'
import type { Membership } from '../identity/principal.ts'
import type { Instant } from '../time/clock.ts'
import { type Calendar, isShared } from './calendar.ts'

/** Who makes, sees or ends subscriptions: signed in, from this address, with these roles in force. */
export type Subscriber = {
  accountId: string
  address: string | null
  memberships: readonly Membership[]
}

/** For whom a subscription is, which says when it ends. */
export type Holder = {
  /** Null: for a facility, or a physician without an account. */
  membershipId: string | null
  /** One of several who read the same calendar, each with subscriptions of their own. */
  shared: boolean
  /** Entered by the secretariat (代行入力), and for which physician or account where it is a person. */
  onBehalf: boolean
  onBehalfOf?: string
}

const isOffice = ({ memberships }: Subscriber, associationId: string): boolean =>
  memberships.some(held => held.associationId === associationId && held.role === 'secretariat')

/** Whether somebody who may subscribe to the calendar sees and changes this subscription of it. */
export const mayHandle = (
  who: Subscriber,
  associationId: string,
  { audience }: Calendar,
  { membership_id }: { membership_id: string | null },
): boolean =>
  isOffice(who, associationId) ||
  !isShared(audience) ||
  who.memberships.some(({ id }) => id === membership_id)

/** The role in which the calendar is somebody's own: the physician, one of the clinic, the facility's account. */
export const ownMembership = (
  { memberships }: Subscriber,
  associationId: string,
  { audience, id, physicianIds }: Calendar,
): Membership | null =>
  memberships.find(({ associationId: at, role, facilityId }) => {
    if (at !== associationId || facilityId === null) return false
    switch (audience) {
      case 'physician':
        return role === 'physician' && facilityId === id
      case 'clinic':
        return role === 'physician' && physicianIds.includes(facilityId)
      case 'nursingStation':
        return role === 'nursingStation' && facilityId === id
      case 'hospital':
        return role === 'hospitalLiaison' && facilityId === id
      default:
        return false
    }
  }) ?? null

/** In whose place somebody changes a subscription: a physician's, or another member's (account); undefined: their own. */
export function inPlaceOf(
  who: Subscriber,
  associationId: string,
  calendar: Calendar,
  { holder }: { holder: string | null },
): string | undefined {
  if (isShared(calendar.audience)) return holder === null || holder === who.accountId ? undefined : holder
  const isPhysicians = calendar.audience === 'physician'
  return isPhysicians && !ownMembership(who, associationId, calendar) ? calendar.id : undefined
}

/**
 * For whom a subscription is that `who` makes: for the member named (`membershipId`, by the secretariat), for whom an
 * earlier one was (`before`), or else for themselves; of one physician or facility, always for that. Null: the member is
 * not in office; `notShared`: a member was named for a calendar that is of one.
 */
export async function holderOf(
  { db, now }: { db: Db | Trx; now: Instant },
  who: Subscriber,
  associationId: string,
  calendar: Calendar,
  given: { membershipId?: string | undefined; before?: string | null },
): Promise<Holder | null | 'notShared'> {
  if (isShared(calendar.audience)) {
    const named = given.membershipId ?? given.before ?? firstMembership(who, associationId)
    const member = named && (await memberInOffice(db, now, associationId, { membershipId: named }))
    if (!member || (member.accountId !== who.accountId && !isOffice(who, associationId))) return null
    return holderOfShared(who, member)
  }
  if (given.membershipId !== undefined) return 'notShared'
  const own = ownMembership(who, associationId, calendar)
  if (own) return { membershipId: own.id, shared: false, onBehalf: false }
  if (calendar.audience !== 'physician') return { membershipId: null, shared: false, onBehalf: true }
  const member = await memberInOffice(db, now, associationId, { physicianId: calendar.id })
  return {
    membershipId: member?.membershipId ?? null,
    shared: false,
    onBehalf: true,
    onBehalfOf: calendar.id,
  }
}

const firstMembership = ({ memberships }: Subscriber, associationId: string): string | undefined =>
  memberships.find(held => held.associationId === associationId)?.id

const holderOfShared = (who: Subscriber, { membershipId, accountId }: MemberInOffice): Holder =>
  accountId === who.accountId
    ? { membershipId, shared: true, onBehalf: false }
    : { membershipId, shared: true, onBehalf: true, onBehalfOf: accountId }
