import type { Trx } from '../../db/open.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import * as accounts from './account.repository.ts'
import { emailIndexOf } from './account.service.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import { argon2id } from './password-hasher.ts'
import type { Principal } from './principal.ts'
import {
  type CodeRefusal,
  type Means,
  type PasswordRefusal,
  provePassword,
  withCode,
} from './prove.service.ts'
import { closeSession, type Given, openComplete, openFirstStep, type SignedIn } from './session.service.ts'
import type { Visitor } from './visitor.ts'

/**
 * The first step: e-mail address and password. Opens a session that reaches nothing but the second factor, in
 * the place of the one the browser had. The answer and its time are the same for accounts that do not exist.
 */
export async function signIn(
  context: Context,
  visitor: Visitor,
  { email, password }: { email: string; password: string },
  before: Principal,
  hasher = argon2id,
): Promise<Outcome<Given, PasswordRefusal>> {
  const person = emailIndexOf(context.keyring, email)
  const account = (await accounts.findAccountByEmail(context.db, person)) ?? null
  const proven = await provePassword(context, visitor, { person, account, password }, hasher)
  if (!proven.ok) return proven
  const { id, password_hash: from } = proven.value
  const to = hasher.isOutdated(from) ? await hasher.hash(password) : null
  return allOrNothing(context.db, async trx => {
    const now = context.clock()
    // Changed while the hash was computed: what was given is the old one.
    if ((await accounts.lockAccount(trx, id))?.password_hash !== from) return refuse('signInRefused')
    if (to !== null) await accounts.changePassword(trx, id, { from, to })
    await closeSession(trx, before)
    const given = await openFirstStep(trx, now, id, visitor)
    await recordSignIn(trx, context, visitor, id, 'password')
    return accept(given)
  })
}

/** The second step with a code: a complete session under a new id. */
export const giveCode = (
  context: Context,
  visitor: Visitor,
  { accountId, sessionId, factors }: SignedIn,
  { means, code, remember }: { means: 'totp' | 'recoveryCode'; code: string; remember: boolean },
): Promise<Outcome<Given, CodeRefusal | 'signInRequired'>> =>
  // A complete session has nothing to gain by a code alone: on a remembered device it would be one factor.
  factors === 2
    ? Promise.resolve(refuse('signInRequired'))
    : withCode(context, visitor, { accountId, means, code }, trx =>
        complete(trx, context, visitor, { accountId, replaces: sessionId, remember, means }),
      )

/**
 * Makes a lapsed session on a remembered device active again. It takes password and code: whoever holds the
 * telephone has the session, and perhaps the authenticator app with it. A passkey does it alone.
 */
export async function stepUp(
  context: Context,
  visitor: Visitor,
  { accountId, sessionId }: SignedIn,
  { password, code }: { password: string; code: string },
  hasher = argon2id,
): Promise<Outcome<Given, PasswordRefusal | CodeRefusal | 'signInRequired'>> {
  const account = (await accounts.findAccount(context.db, accountId)) ?? null
  const person = account?.email_index ?? accountId
  const proven = await provePassword(context, visitor, { person, account, password }, hasher)
  if (!proven.ok) return proven
  return withCode(context, visitor, { accountId, means: 'totp', code }, trx =>
    complete(trx, context, visitor, { accountId, replaces: sessionId, remember: 'asBefore', means: 'totp' }),
  )
}

/** Opens the complete session and writes it down. */
export async function complete(
  trx: Trx,
  context: Context,
  visitor: Visitor,
  given: { accountId: string; replaces: string | null; remember: boolean | 'asBefore'; means: Means },
): Promise<Outcome<Given, 'signInRequired'>> {
  const opened = await openComplete(trx, context.clock(), { ...given, visitor })
  if (opened.ok) await recordSignIn(trx, context, visitor, given.accountId, given.means)
  return opened
}

const recordSignIn = (trx: Trx, { clock }: Context, visitor: Visitor, accountId: string, means: Means) =>
  recordAudit(trx, clock(), {
    action: 'signIn.accept',
    actor: { accountId },
    associationId: null,
    resource: `account:${accountId}`,
    detail: { means },
    address: visitor.address,
  })

export const signOut = (context: Context, visitor: Visitor, principal: Principal): Promise<void> =>
  context.db.transaction().execute(async trx => {
    if (principal.kind === 'anonymous') return
    await closeSession(trx, principal)
    await recordAudit(trx, context.clock(), {
      action: 'session.end',
      actor: { accountId: principal.accountId },
      associationId: null,
      resource: `session:${principal.sessionId}`,
      address: visitor.address,
    })
  })
