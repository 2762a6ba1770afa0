import { randomUUID } from 'node:crypto'
import type { Context } from '../../server/context.ts'
import { addAccount, addMembership, type NewMembership } from '../../server/identity/account.service.ts'
import type { Role } from '../../server/identity/role.ts'
import { addSession } from '../../server/identity/session.repository.ts'
import { hashOfToken, newToken } from '../../server/secrets/token.ts'
import { anApp } from './context.ts'

/** A role in the port town's association, for as long as tests run. */
export const aMembership = (given: Partial<NewMembership> = {}): NewMembership => ({
  associationId: 'minato',
  role: 'secretariat',
  facilityId: null,
  fromDay: '2020-04-01',
  toDay: null,
  ...given,
})

/** Whom a role of the invented districts is of, where it is of somebody or something. */
const FACILITIES: Partial<Record<Role, string>> = {
  physician: 'physician-1',
  hospitalLiaison: 'hospital-1',
  nursingStation: 'station-1',
}

export const membershipOf = (role: Role, associationId: string): NewMembership => {
  const facility = FACILITIES[role]
  return aMembership({
    role,
    associationId: role === 'systemAdministrator' ? null : associationId,
    facilityId: facility ? `${associationId}-${facility}` : null,
  })
}

type GivenPerson = { memberships?: NewMembership[]; factors?: 1 | 2; name?: string }

/** Somebody with these roles who is signed in: their ids, and the cookie that their browser sends. */
export async function aSignedInPerson(
  { db, clock, keyring }: Context,
  given: GivenPerson = {},
): Promise<{ accountId: string; membershipIds: string[]; cookie: string }> {
  const token = newToken()
  return db.transaction().execute(async trx => {
    const email = `${randomUUID()}@example.jp`
    const name = given.name ?? '試験 太郎'
    const accountId = await addAccount(trx, keyring, clock(), { email, name, passwordHash: 'none' })
    if (accountId === null) throw new Error('the address is new')
    const membershipIds: string[] = []
    for (const membership of given.memberships ?? [aMembership()])
      membershipIds.push(await addMembership(trx, accountId, membership))
    await addSession(trx, {
      id: randomUUID(),
      account_id: accountId,
      token_hash: hashOfToken(token),
      factors: given.factors ?? 2,
      device_id: null,
      agent: 'test',
      signed_in_at: clock(),
      active_at: clock(),
      last_seen_at: clock(),
    })
    return { accountId, membershipIds, cookie: `__Host-rinban-session=${token}` }
  })
}

/** The program as a signed-in person uses it: every request carries their cookie. */
export async function anAppOf(context: Context, given?: GivenPerson) {
  const app = anApp(context)
  const who = await aSignedInPerson(context, given)
  return {
    ...app,
    ...who,
    get: (path: string, headers: Record<string, string> = {}) =>
      app.app.request(path, { headers: { cookie: who.cookie, ...headers } }),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      app.post(path, body, { cookie: who.cookie, ...headers }),
  }
}
