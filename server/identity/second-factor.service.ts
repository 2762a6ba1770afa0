import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, type Reason, refuse } from '../http/refusal.ts'
import { boundTo } from '../secrets/keyring.ts'
import * as accounts from './account.repository.ts'
import { findPerson } from './account.service.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import * as factors from './factor.repository.ts'
import type { FactorsView } from './identity-view.ts'
import type { Means } from './prove.service.ts'
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-code.ts'
import * as sessions from './session.repository.ts'
import type { Given, SignedIn } from './session.service.ts'
import { complete } from './sign-in.service.ts'
import { newTotpSecret, totpCounter, totpUri } from './totp.ts'
import type { Visitor } from './visitor.ts'

/** The second factors an account can give. */
export async function meansOf(db: Db | Trx, accountId: string): Promise<Exclude<Means, 'password'>[]> {
  const [totp, passkeys, codes] = [
    await factors.findTotp(db, accountId),
    await factors.listPasskeys(db, accountId),
    await factors.countRecoveryCodes(db, accountId),
  ]
  return [
    ...(totp ? (['totp'] as const) : []),
    ...(passkeys.length > 0 ? (['passkey'] as const) : []),
    ...(codes > 0 && (totp || passkeys.length > 0) ? (['recoveryCode'] as const) : []),
  ]
}

export async function readFactors({ db }: { db: Db | Trx }, accountId: string): Promise<FactorsView> {
  const totp = await factors.findTotp(db, accountId)
  return {
    totp: totp?.confirmed_at ? { confirmedAt: new Date(totp.confirmed_at).toISOString() } : null,
    passkeys: (await factors.listPasskeys(db, accountId)).map(row => ({
      id: row.id,
      agent: row.agent,
      createdAt: new Date(row.created_at).toISOString(),
      lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at).toISOString(),
    })),
    recoveryCodesLeft: await factors.countRecoveryCodes(db, accountId),
  }
}

export type SetUpRefusal = 'signInRequired' | 'secondFactorRequired' | 'stepUpRequired'

/**
 * Whether this session may change the account's second factors. With the password alone it may only while
 * there is none: otherwise whoever knows the password could add a factor of their own.
 */
export async function maySetUp(
  db: Db | Trx,
  { accountId, factors: given, steppedUp }: SignedIn,
): Promise<Outcome<null, SetUpRefusal>> {
  if (given === 2) return steppedUp ? accept(null) : refuse('stepUpRequired')
  const means = await meansOf(db, accountId)
  return means.length === 0 ? accept(null) : refuse('secondFactorRequired')
}

/**
 * Changes second factors in a transaction that no other such change of the account overlaps. The session may
 * have ended since it was read, by a reset or a dismissal: then it changes nothing any more.
 */
export const changeFactors = <Value, R extends Reason>(
  { db }: Context,
  signedIn: SignedIn,
  change: (trx: Trx) => Promise<Outcome<Value, R>>,
): Promise<Outcome<Value, R | SetUpRefusal>> =>
  allOrNothing<Value, R | SetUpRefusal>(db, async trx => {
    await accounts.lockAccount(trx, signedIn.accountId)
    if (!(await sessions.isOpen(trx, signedIn))) return refuse('signInRequired')
    const may = await maySetUp(trx, signedIn)
    return may.ok ? change(trx) : may
  })

/** Begins with an authenticator app: a new secret, which counts only when its first code has come back. */
export const beginTotp = (
  context: Context,
  signedIn: SignedIn,
): Promise<Outcome<{ secret: string; uri: string }, SetUpRefusal>> =>
  changeFactors(context, signedIn, async trx => {
    const { keyring, clock } = context
    const { accountId } = signedIn
    const person = await findPerson(trx, keyring, accountId)
    if (!person) return refuse('signInRequired')
    const [id, secret] = [randomUUID(), newTotpSecret()]
    await factors.deletePendingTotp(trx, accountId)
    await factors.addTotp(trx, {
      id,
      account_id: accountId,
      secret: keyring.seal('installation', secret, boundTo('totp_factor', 'secret', id)),
      created_at: clock(),
      confirmed_at: null,
      last_counter: 0,
    })
    return accept({ secret, uri: totpUri(secret, person.email) })
  })

/** What comes of a new factor; the first one completes the sign-in and brings recovery codes. */
export type Added = { given: Given | null; recoveryCodes: string[] | null }

/** Confirms the authenticator app begun last, by its first code; it takes the place of an earlier app. */
export const confirmTotp = (
  context: Context,
  visitor: Visitor,
  signedIn: SignedIn,
  code: string,
): Promise<Outcome<Added, SetUpRefusal | 'secondFactorRefused'>> =>
  changeFactors(context, signedIn, async trx => {
    const now = context.clock()
    const pending = await factors.findPendingTotp(trx, signedIn.accountId)
    if (!pending) return refuse('secondFactorRefused')
    const secret = context.keyring.open(pending.secret, boundTo('totp_factor', 'secret', pending.id))
    const counter = totpCounter(secret, code, now)
    if (counter === null) return refuse('secondFactorRefused')
    await factors.deleteConfirmedTotp(trx, signedIn.accountId)
    if (!(await factors.confirmTotp(trx, pending.id, now, counter))) return refuse('secondFactorRefused')
    return finishAdding(trx, context, visitor, signedIn, 'totp')
  })

/** Ends every addition of a factor: with the first one come recovery codes and the complete session. */
export async function finishAdding(
  trx: Trx,
  context: Context,
  visitor: Visitor,
  { accountId, sessionId, factors: given }: SignedIn,
  means: 'totp' | 'passkey',
): Promise<Outcome<Added, 'signInRequired'>> {
  const recoveryCodes = given === 1 ? await replaceRecoveryCodes(trx, accountId) : null
  await record(trx, context, visitor, accountId, 'factor.add', means)
  if (given === 2) return accept({ given: null, recoveryCodes })
  const opened = await complete(trx, context, visitor, {
    accountId,
    replaces: sessionId,
    remember: false,
    means,
  })
  return opened.ok ? accept({ given: opened.value, recoveryCodes }) : opened
}

async function replaceRecoveryCodes(trx: Trx, accountId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await factors.deleteRecoveryCodes(trx, accountId)
  await factors.addRecoveryCodes(
    trx,
    accountId,
    codes.map(code => hashOfRecoveryCode(accountId, code)),
  )
  return codes
}

/** Ten new codes in the place of all earlier ones. */
export const renewRecoveryCodes = (
  context: Context,
  visitor: Visitor,
  signedIn: SignedIn,
): Promise<Outcome<string[], SetUpRefusal>> =>
  changeFactors(context, signedIn, async trx => {
    const codes = await replaceRecoveryCodes(trx, signedIn.accountId)
    await record(trx, context, visitor, signedIn.accountId, 'factor.add', 'recoveryCode')
    return accept(codes)
  })

/** Removes the authenticator app (`passkeyId` null) or a passkey; one of them has to stay. */
export const removeFactor = (
  context: Context,
  visitor: Visitor,
  signedIn: SignedIn,
  passkeyId: string | null,
): Promise<Outcome<FactorsView, SetUpRefusal | 'notFound' | 'lastFactor'>> =>
  changeFactors(context, signedIn, async trx => {
    const { accountId } = signedIn
    const { totp, passkeys } = await readFactors({ db: trx }, accountId)
    const isThere = passkeyId === null ? totp !== null : passkeys.some(({ id }) => id === passkeyId)
    if (!isThere) return refuse('notFound')
    if (passkeys.length + (totp ? 1 : 0) === 1) return refuse('lastFactor')
    if (passkeyId === null) await factors.deleteConfirmedTotp(trx, accountId)
    else await factors.deletePasskey(trx, accountId, passkeyId)
    await record(trx, context, visitor, accountId, 'factor.remove', passkeyId === null ? 'totp' : 'passkey')
    return accept(await readFactors({ db: trx }, accountId))
  })

const record = (
  trx: Trx,
  { clock }: Context,
  visitor: Visitor,
  accountId: string,
  action: 'factor.add' | 'factor.remove',
  means: Means,
) =>
  recordAudit(trx, clock(), {
    action,
    actor: { accountId },
    associationId: null,
    resource: `account:${accountId}`,
    detail: { means },
    address: visitor.address,
  })
