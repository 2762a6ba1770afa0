import type { Trx } from '../../db/open.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, type Reason, refuse } from '../http/refusal.ts'
import { boundTo } from '../secrets/keyring.ts'
import { hashOfToken } from '../secrets/token.ts'
import * as accounts from './account.repository.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import * as factors from './factor.repository.ts'
import type { PasswordHasher } from './password-hasher.ts'
import { isTooLong } from './password-policy.ts'
import { hashOfRecoveryCode } from './recovery-code.ts'
import * as sessions from './session.repository.ts'
import { giveBack, mayTry, type Trial, type Tries, triesOf } from './throttle.service.ts'
import { totpCounter } from './totp.ts'
import type { Visitor } from './visitor.ts'

/** What somebody can prove to be who they are. */
export type Means = 'password' | 'totp' | 'recoveryCode' | 'passkey'

export type PasswordRefusal = 'passwordTooLong' | 'tooManyTries' | 'signInRefused'
export type CodeRefusal = 'tooManyTries' | 'secondFactorRefused'

/**
 * Whether `password` is that of `account`. An account that does not exist (null) or is disabled gets the same
 * answer after the same time; `person` is the blind index of the e-mail address, under which tries are counted
 * before the hash is computed.
 */
export async function provePassword(
  context: Context,
  visitor: Visitor,
  { person, account, password }: { person: string; account: accounts.AccountRow | null; password: string },
  hasher: PasswordHasher,
): Promise<Outcome<accounts.AccountRow, PasswordRefusal>> {
  if (isTooLong(password)) return refuse('passwordTooLong')
  const tries = await countedFor(context, 'password', person, account?.id ?? null, visitor)
  if (!(await mayTry(context, tries))) return refuse('tooManyTries')
  const right = await hasher.matches(password, account?.password_hash ?? null)
  if (!account || !right || account.disabled_at !== null) {
    await recordRefusal(context, visitor, account?.id ?? null, 'password')
    return refuse('signInRefused')
  }
  await giveBack(context, tries)
  return accept(account)
}

/** Uses up what was given, in the transaction of what it is for. False: it was used before. */
type Take = (trx: Trx) => Promise<boolean>

/** Finds what a code uses up; null: nothing. */
type Reading = (context: Context, accountId: string, code: string) => Promise<Take | null>

const readTotp: Reading = async ({ db, keyring, clock }, accountId, code) => {
  const factor = await factors.findTotp(db, accountId)
  if (!factor) return null
  const secret = keyring.open(factor.secret, boundTo('totp_factor', 'secret', factor.id))
  const counter = totpCounter(secret, code, clock())
  return counter === null ? null : trx => factors.takeTotpCounter(trx, factor.id, counter)
}

const readRecoveryCode: Reading = async (_context, accountId, code) => trx =>
  factors.takeRecoveryCode(trx, accountId, hashOfRecoveryCode(accountId, code))

const readings = { totp: readTotp, recoveryCode: readRecoveryCode }

/**
 * Makes `change` for somebody who gives a code. The code is used up together with the change, or neither
 * happens; one that is wrong and one that was used before are refused alike. Tries are counted.
 */
export async function withCode<Value, R extends Reason>(
  context: Context,
  visitor: Visitor,
  { accountId, means, code }: { accountId: string; means: 'totp' | 'recoveryCode'; code: string },
  change: (trx: Trx) => Promise<Outcome<Value, R>>,
): Promise<Outcome<Value, R | CodeRefusal>> {
  const tries = await countedFor(context, 'secondFactor', accountId, accountId, visitor)
  if (!(await mayTry(context, tries))) return refuse('tooManyTries')
  const take = await readings[means](context, accountId, code)
  const outcome = await allOrNothing<Value, R | CodeRefusal>(context.db, async trx => {
    const account = await accounts.lockAccount(trx, accountId)
    return account && take && (await take(trx)) ? change(trx) : refuse('secondFactorRefused')
  })
  if (outcome.ok) await giveBack(context, tries)
  else if (outcome.reason === 'secondFactorRefused') await recordRefusal(context, visitor, accountId, means)
  return outcome
}

/** The tries under which this one counts: those of the device, when the account knows it. */
async function countedFor(
  context: Context,
  trial: Trial,
  person: string,
  accountId: string | null,
  visitor: Visitor,
): Promise<Tries[]> {
  const { deviceToken } = visitor
  const device =
    accountId !== null && deviceToken !== null
      ? await sessions.findDevice(context.db, accountId, hashOfToken(deviceToken), context.clock())
      : undefined
  return triesOf(context, trial, person, { visitor, deviceId: device?.id ?? null })
}

/** Writes the failed try down, alike for accounts that do not exist. */
export const recordRefusal = (
  { db, clock }: Context,
  visitor: Visitor,
  accountId: string | null,
  means: Means,
): Promise<void> =>
  db.transaction().execute(trx =>
    recordAudit(trx, clock(), {
      action: 'signIn.refuse',
      actor: { accountId: null },
      associationId: null,
      resource: `account:${accountId ?? 'unknown'}`,
      detail: { means },
      address: visitor.address,
    }),
  )
