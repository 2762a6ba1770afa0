import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import type { Context } from '../context.ts'
import { cookieIn } from '../http/cookies.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { hashOfToken, looksLikeToken, newToken } from '../secrets/token.ts'
import type { Instant } from '../time/clock.ts'
import { localDayOf } from '../time/tokyo.ts'
import { boardVisitOf } from './board-link.service.ts'
import { ANONYMOUS, type Membership, type Principal } from './principal.ts'
import { mayRemember } from './remember-device.ts'
import type { Role } from './role.ts'
import * as sessions from './session.repository.ts'
import { DEVICE_LASTS, REMEMBERED_IDLE, type SessionState, sessionState } from './session-state.ts'
import type { Visitor } from './visitor.ts'

/** A request is written down only when the last one noted is this old: idle time is exact to half a minute. */
const NOTED_EVERY = 30_000

/** The account half of a principal: somebody who has at least given a password. */
export type SignedIn = Extract<Principal, { kind: 'account' }>

/** A person, or a page that asks by itself, which is no sign that anybody is still there. */
export type AskedBy = 'person' | 'page'

/**
 * Who asks, from the cookies of a request: read anew each time, so that the end of a session, a disabled
 * account or a changed role counts from the next request on. Anything invalid is anonymous.
 */
export async function readPrincipal(
  context: Context,
  headers: Headers,
  by: AskedBy = 'person',
): Promise<Principal> {
  const who = await principalOf(context, cookieIn(headers, 'session'), cookieIn(headers, 'device'), by)
  const board = await boardVisitOf(context, cookieIn(headers, 'board'))
  return board ? { ...who, board } : who
}

/** The same from the tokens in the cookies of a session. */
export async function principalOf(
  { db, clock }: Context,
  sessionToken: string | null,
  deviceToken: string | null,
  by: AskedBy = 'person',
): Promise<Principal> {
  if (sessionToken === null || !looksLikeToken(sessionToken)) return ANONYMOUS
  const session = await sessions.findSession(db, hashOfToken(sessionToken))
  if (!session) return ANONYMOUS
  const now = clock()
  const memberships = await membershipsInForce(db, session.account_id, now)
  const state = stateOf(session, now, { deviceToken, memberships })
  if (state === 'ended') return ANONYMOUS
  if (by === 'person') await note(db, session, state, now)
  return {
    kind: 'account',
    accountId: session.account_id,
    sessionId: session.id,
    factors: session.factors === 2 ? 2 : 1,
    steppedUp: session.factors === 2 && state === 'active',
    memberships,
  }
}

/** The roles an account has today, Tokyo time. */
export async function membershipsInForce(
  db: Db | Trx,
  accountId: string,
  now: Instant,
): Promise<Membership[]> {
  const rows = await sessions.listMembershipsOn(db, accountId, localDayOf(now))
  return rows.map(row => ({
    id: row.id,
    associationId: row.association_id,
    role: row.role as Role,
    facilityId: row.facility_id,
  }))
}

/** A device counts as remembered only for a physician, and only when its own cookie comes along. */
function stateOf(
  session: sessions.SessionRow,
  now: Instant,
  { deviceToken, memberships }: { deviceToken: string | null; memberships: readonly Membership[] },
): SessionState {
  const isItsDevice = deviceToken !== null && hashOfToken(deviceToken) === session.device_hash
  const remembered = session.remembered === 1 && isItsDevice && mayRemember(memberships)
  return sessionState(
    { ...timesOf(session), rememberedUntil: remembered ? session.device_expires_at : null },
    now,
  )
}

export const timesOf = (session: sessions.SessionRow) => ({
  signedInAt: session.signed_in_at,
  activeAt: session.active_at,
  lastSeenAt: session.last_seen_at,
})

async function note(db: Db, session: sessions.SessionRow, state: SessionState, now: Instant): Promise<void> {
  if (now - session.last_seen_at < NOTED_EVERY) return
  const seen = { last_seen_at: now }
  await sessions.touchSession(db, session.id, state === 'active' ? { ...seen, active_at: now } : seen)
}

/** What a browser is given after a step of signing in; null: it keeps the device cookie it has. */
export type Given = {
  sessionToken: string
  deviceToken: string | null
  /** Whether the session's cookie outlives the browser window. */
  keep: boolean
}

/**
 * Opens a session with the password alone: it reaches nothing but the second factor. It takes the place of every
 * earlier one of the account, so that they do not pile up.
 */
export async function openFirstStep(
  trx: Trx,
  now: Instant,
  accountId: string,
  visitor: Visitor,
): Promise<Given> {
  await sessions.deleteFirstSteps(trx, accountId)
  const sessionToken = await addSession(trx, now, { accountId, factors: 1, deviceId: null, visitor })
  return { sessionToken, deviceToken: null, keep: false }
}

/**
 * Opens a complete session in the place of `replaces`, under a new id. The browser becomes a known device, and
 * a remembered one when a physician wants that (`asBefore`: when it was one). Refused when the session to be
 * replaced has ended meanwhile.
 */
export async function openComplete(
  trx: Trx,
  now: Instant,
  {
    accountId,
    replaces,
    remember,
    visitor,
  }: { accountId: string; replaces: string | null; remember: boolean | 'asBefore'; visitor: Visitor },
): Promise<Outcome<Given, 'signInRequired'>> {
  if (replaces !== null && !(await sessions.deleteSession(trx, accountId, replaces)))
    return refuse('signInRequired')
  await sessions.deleteUnusedSessions(trx, accountId, now - REMEMBERED_IDLE)
  const known =
    visitor.deviceToken !== null &&
    (await sessions.isKnownBrowser(trx, hashOfToken(visitor.deviceToken), now))
  const deviceToken = known && visitor.deviceToken !== null ? visitor.deviceToken : newToken()
  const before = await sessions.findDevice(trx, accountId, hashOfToken(deviceToken), now)
  const wished = remember === 'asBefore' ? before?.remembered === 1 : remember
  const keep = wished && mayRemember(await membershipsInForce(trx, accountId, now))
  const deviceId = await sessions.saveDevice(trx, {
    id: randomUUID(),
    account_id: accountId,
    token_hash: hashOfToken(deviceToken),
    agent: visitor.agent,
    remembered: keep ? 1 : 0,
    created_at: now,
    last_used_at: now,
    expires_at: now + DEVICE_LASTS,
  })
  const sessionToken = await addSession(trx, now, { accountId, factors: 2, deviceId, visitor })
  return accept({ sessionToken, deviceToken, keep })
}

async function addSession(
  trx: Trx,
  now: Instant,
  {
    accountId,
    factors,
    deviceId,
    visitor,
  }: { accountId: string; factors: 1 | 2; deviceId: string | null; visitor: Visitor },
): Promise<string> {
  const token = newToken()
  await sessions.addSession(trx, {
    id: randomUUID(),
    account_id: accountId,
    token_hash: hashOfToken(token),
    factors,
    device_id: deviceId,
    agent: visitor.agent,
    signed_in_at: now,
    active_at: now,
    last_seen_at: now,
  })
  return token
}

/** Ends the session of a principal, if there is one. */
export async function closeSession(trx: Trx, principal: Principal): Promise<void> {
  if (principal.kind === 'account')
    await sessions.deleteSession(trx, principal.accountId, principal.sessionId)
}

/** Ends every session of the account but one. */
export const closeOtherSessions = (trx: Trx, accountId: string, sessionId: string) =>
  sessions.deleteOtherSessions(trx, accountId, sessionId)

/** Ends every session of the account and forgets every browser it was known in. */
export async function closeEverySession(trx: Trx, accountId: string): Promise<void> {
  await sessions.deleteSessionsOf(trx, accountId)
  await sessions.deleteDevicesOf(trx, accountId)
}
