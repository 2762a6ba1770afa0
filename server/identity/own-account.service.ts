import type { Db, Trx } from '../../db/open.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { findAssociation } from '../directory/directory.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import * as accounts from './account.repository.ts'
import { findPerson } from './account.service.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import type { SessionsView, SessionView } from './identity-view.ts'
import type { Membership, Principal } from './principal.ts'
import { mayRemember } from './remember-device.ts'
import { meansOf } from './second-factor.service.ts'
import * as sessions from './session.repository.ts'
import { type SignedIn, timesOf } from './session.service.ts'
import { sessionState } from './session-state.ts'
import type { Visitor } from './visitor.ts'

const NOBODY: SessionView = {
  next: 'signIn',
  means: [],
  account: null,
  memberships: [],
  steppedUp: false,
  mayRemember: false,
}

/** What the pages know of whoever is signed in. With the password alone: what is to be done next, and no role. */
export async function readSession({ db, keyring }: Context, principal: Principal): Promise<SessionView> {
  if (principal.kind === 'anonymous') return NOBODY
  const { accountId, factors, steppedUp, memberships } = principal
  const account = await findPerson(db, keyring, accountId)
  if (!account) return NOBODY
  const means = await meansOf(db, accountId)
  const pending = means.length === 0 ? 'setUpSecondFactor' : 'secondFactor'
  return {
    next: factors === 2 ? 'nothing' : pending,
    means,
    account,
    memberships: factors === 2 ? await Promise.all(memberships.map(one => named(db, one))) : [],
    steppedUp,
    mayRemember: mayRemember(memberships),
  }
}

async function named(db: Db, { id, associationId, role, facilityId }: Membership) {
  const association = associationId === null ? null : await findAssociation(db, associationId)
  return { id, association: association && { id: association.id, name: association.name }, role, facilityId }
}

/** The sessions of the account that can still be used, and the browsers it is known in. */
export async function readSessions(
  { db, clock }: Pick<Context, 'clock'> & { db: Db | Trx },
  { accountId, sessionId, memberships }: SignedIn,
): Promise<SessionsView> {
  const now = clock()
  const rows = await sessions.listSessions(db, accountId)
  const usable = rows.filter(row => {
    const rememberedUntil = row.remembered === 1 && mayRemember(memberships) ? row.device_expires_at : null
    return sessionState({ ...timesOf(row), rememberedUntil }, now) !== 'ended'
  })
  const here = rows.find(row => row.id === sessionId)?.device_id
  return {
    sessions: usable.map(row => ({
      id: row.id,
      agent: row.agent,
      signedInAt: new Date(row.signed_in_at).toISOString(),
      lastSeenAt: new Date(row.last_seen_at).toISOString(),
      complete: row.factors === 2,
      current: row.id === sessionId,
    })),
    devices: (await sessions.listDevices(db, accountId, now)).map(row => ({
      id: row.id,
      agent: row.agent,
      remembered: row.remembered === 1,
      lastUsedAt: new Date(row.last_used_at).toISOString(),
      expiresAt: new Date(row.expires_at).toISOString(),
      current: row.id === here,
    })),
  }
}

const removals = { session: sessions.deleteSession, device: sessions.deleteDevice } as const

/** Ends one of one's own sessions, or forgets a device together with its sessions. */
export const endOwn = (
  context: Context,
  visitor: Visitor,
  signedIn: SignedIn,
  kind: keyof typeof removals,
  id: string,
): Promise<Outcome<SessionsView, 'notFound'>> =>
  allOrNothing(context.db, async trx => {
    await accounts.lockAccount(trx, signedIn.accountId)
    if (!(await removals[kind](trx, signedIn.accountId, id))) return refuse('notFound')
    await recordAudit(trx, context.clock(), {
      action: `${kind}.end`,
      actor: { accountId: signedIn.accountId },
      associationId: null,
      resource: `${kind}:${id}`,
      address: visitor.address,
    })
    return accept(await readSessions({ ...context, db: trx }, signedIn))
  })
