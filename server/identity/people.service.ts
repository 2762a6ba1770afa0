import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { type Facilities, facilitiesOf } from '../directory/directory.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { boundTo, type Keyring } from '../secrets/keyring.ts'
import { addDays } from '../time/local-day.ts'
import { localDayOf } from '../time/tokyo.ts'
import * as people from './people.repository.ts'
import type { MembershipChange, PeopleView } from './people-view.ts'
import type { Role } from './role.ts'
import { closeEverySession, membershipsInForce } from './session.service.ts'

/** Who is what in the association, past memberships included, with the facilities one can be of. */
export async function listPeople(
  { db, clock, keyring }: Pick<Context, 'clock' | 'keyring'> & { db: Db | Trx },
  associationId: string,
): Promise<PeopleView> {
  const facilities = await facilitiesOf(db, associationId)
  const today = localDayOf(clock())
  const named = Object.values(facilities).flat()
  return {
    people: (await people.listPeople(db, associationId)).map(row => ({
      membershipId: row.id,
      account: {
        id: row.account_id,
        name: keyring.open(row.name, boundTo('account', 'name', row.account_id)),
        email: keyring.open(row.email, boundTo('account', 'email', row.account_id)),
        disabled: row.disabled_at !== null,
      },
      role: row.role as Role,
      facility: named.find(facility => facility.id === row.facility_id) ?? null,
      fromDay: row.from_day,
      toDay: row.to_day,
      inForce: row.from_day <= today && (row.to_day === null || today <= row.to_day),
    })),
    facilities,
  }
}

/** The facilities a person of this role can be of; roles of the whole association are of none. */
export function facilitiesFor(role: Role, facilities: Facilities): Facilities['physicians'] | null {
  if (role === 'physician') return facilities.physicians
  if (role === 'hospitalLiaison') return facilities.hospitals
  if (role === 'nursingStation') return facilities.nursingStations
  return null
}

type PeopleRefusal = 'notFound' | 'unknownFacility' | 'ownMembership' | 'memberElsewhere'
type Change = (
  trx: Trx,
  person: NonNullable<Awaited<ReturnType<typeof people.findPerson>>>,
) => Promise<{ ok: true; detail: Record<string, string> } | { ok: false; reason: PeopleRefusal }>

/** Loads the person, changes them, records it, and answers with the list: in one transaction. */
const changePerson = (
  context: Context,
  actor: Actor,
  { associationId, membershipId, action }: { associationId: string; membershipId: string; action: string },
  change: Change,
): Promise<Outcome<PeopleView, PeopleRefusal>> =>
  context.db.transaction().execute(async trx => {
    const person = await people.findPerson(trx, associationId, membershipId)
    if (!person) return refuse('notFound')
    // Whoever locks themselves out leaves nobody to let them in again.
    if (person.account_id === actor.accountId) return refuse('ownMembership')
    const changed = await change(trx, person)
    if (!changed.ok) return changed
    await recordAudit(trx, context.clock(), {
      action,
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId,
      resource: `membership:${membershipId}`,
      detail: { account: person.account_id, ...changed.detail },
    })
    return accept(await listPeople({ ...context, db: trx }, associationId))
  })

type PersonPath = { associationId: string; membershipId: string }

/** Gives a membership another role, facility or dates; it counts from the person's next request on. */
export const changeMembership = (context: Context, actor: Actor, path: PersonPath, to: MembershipChange) =>
  changePerson(context, actor, { ...path, action: 'people.change' }, async (trx, person) => {
    const choice = facilitiesFor(to.role, await facilitiesOf(trx, path.associationId))
    const fits = choice ? choice.some(({ id }) => id === to.facilityId) : to.facilityId === null
    if (!fits) return refuse('unknownFacility')
    await people.changeMembership(trx, person.id, {
      role: to.role,
      facility_id: to.facilityId,
      from_day: to.fromDay,
      to_day: to.toDay,
    })
    return {
      ok: true,
      detail: {
        roleBefore: person.role,
        facilityBefore: person.facility_id ?? '',
        fromDayBefore: person.from_day,
        toDayBefore: person.to_day ?? '',
        role: to.role,
        facility: to.facilityId ?? '',
        fromDay: to.fromDay,
        toDay: to.toDay ?? '',
      },
    }
  })

/** Ends a membership now: its last day was yesterday, or it never began. */
export const endMembership = (context: Context, actor: Actor, path: PersonPath) =>
  changePerson(context, actor, { ...path, action: 'people.end' }, async (trx, person) => {
    const yesterday = addDays(localDayOf(context.clock()), -1)
    await people.changeMembership(trx, person.id, {
      from_day: person.from_day < yesterday ? person.from_day : yesterday,
      to_day: yesterday,
    })
    return { ok: true, detail: { toDay: yesterday } }
  })

/**
 * Disables an account, or enables it again. An account that belongs to another association too is not ours
 * to disable: there only the membership can be ended. Neither is one that belongs here no more. Disabling ends
 * every session and forgets every device, so that nothing comes back to life when the account is enabled.
 */
export const setAccountDisabled = (context: Context, actor: Actor, path: PersonPath, disabled: boolean) =>
  changePerson(
    context,
    actor,
    { ...path, action: disabled ? 'people.disable' : 'people.enable' },
    async (trx, person) => {
      if (await people.isMemberElsewhere(trx, person.account_id, path.associationId))
        return refuse('memberElsewhere')
      const now = context.clock()
      const held = await membershipsInForce(trx, person.account_id, now)
      if (disabled && !held.some(({ associationId }) => associationId === path.associationId))
        return refuse('notFound')
      await people.setDisabled(trx, person.account_id, disabled ? now : null)
      if (disabled) await closeEverySession(trx, person.account_id)
      return { ok: true, detail: {} }
    },
  )

/** The names of accounts by id, for screens that say who did something. */
export async function namesOf(
  { db, keyring }: { db: Db | Trx; keyring: Keyring },
  accountIds: readonly string[],
): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await people.listNames(db, accountIds)
  return new Map(rows.map(({ id, name }) => [id, keyring.open(name, boundTo('account', 'name', id))]))
}
