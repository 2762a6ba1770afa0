import { randomUUID } from 'node:crypto'
import type { Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { hashOfToken, looksLikeToken, newToken } from '../secrets/token.ts'
import { localDayOf } from '../time/tokyo.ts'
import * as accounts from './account.repository.ts'
import { emailIndexOf, findPerson } from './account.service.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import * as factors from './factor.repository.ts'
import type { CredentialResetView } from './identity-view.ts'
import type { IssuedLink, LinkRefusal } from './invitation.service.ts'
import * as links from './link.repository.ts'
import { linkProblem, linkTo, RESET_LASTS } from './link.ts'
import { checkPassword } from './password.service.ts'
import { argon2id } from './password-hasher.ts'
import type { PasswordProblem } from './password-policy.ts'
import { closeEverySession, type Given, openFirstStep } from './session.service.ts'
import type { Visitor } from './visitor.ts'

/**
 * Makes the link by which a person who stands before the secretariat chooses a new password. Whoever holds it
 * can become that person, so a secretariat may reset only those who belong to no other association and do
 * not run the machine; a stranger does not exist.
 */
export const issueReset = (
  context: Context,
  by: Actor & { accountId: string },
  associationId: string,
  accountId: string,
): Promise<Outcome<IssuedLink, 'notFound' | 'resetByAdministrator'>> =>
  allOrNothing(context.db, async trx => {
    const today = localDayOf(context.clock())
    const places = (await accounts.listAllMemberships(trx, accountId))
      .filter(({ to_day }) => to_day === null || to_day >= today)
      .map(({ association_id }) => association_id)
    if (!places.includes(associationId)) return refuse('notFound')
    if (places.some(place => place !== associationId)) return refuse('resetByAdministrator')
    return accept(await issueIn(trx, context, by, associationId, accountId))
  })

/** The same for anybody, found by e-mail address, by the system administrator. */
export const issueResetByAdministrator = (
  context: Context,
  by: Actor & { accountId: string },
  email: string,
): Promise<Outcome<IssuedLink, 'notFound'>> =>
  allOrNothing(context.db, async trx => {
    const account = await accounts.findAccountByEmail(trx, emailIndexOf(context.keyring, email))
    return account ? accept(await issueIn(trx, context, by, null, account.id)) : refuse('notFound')
  })

async function issueIn(
  trx: Trx,
  { clock, config }: Context,
  by: Actor & { accountId: string },
  associationId: string | null,
  accountId: string,
): Promise<IssuedLink> {
  const [id, token, now] = [randomUUID(), newToken(), clock()]
  const expiresAt = now + RESET_LASTS
  await links.revokeResetsOf(trx, accountId, now)
  await links.addReset(trx, {
    id,
    account_id: accountId,
    association_id: associationId,
    token_hash: hashOfToken(token),
    created_by: by.accountId,
    created_at: now,
    expires_at: expiresAt,
    used_at: null,
    revoked_at: null,
  })
  await recordAudit(trx, now, {
    action: 'credentialReset.issue',
    actor: { accountId: by.accountId },
    associationId,
    resource: `account:${accountId}`,
    address: by.address,
  })
  return { id, link: linkTo(config.baseUrl, 'reset', token), expiresAt }
}

async function openReset({ db, clock }: Context, token: string) {
  const row = looksLikeToken(token) ? await links.findReset(db, hashOfToken(token)) : undefined
  if (!row) return refuse('notFound')
  const problem = linkProblem(row, clock())
  return problem ? refuse(problem) : accept(row)
}

export async function readReset(
  context: Context,
  token: string,
): Promise<Outcome<CredentialResetView, LinkRefusal>> {
  const found = await openReset(context, token)
  if (!found.ok) return found
  const person = await findPerson(context.db, context.keyring, found.value.account_id)
  if (!person) return refuse('notFound')
  const { name, email } = person
  return accept({ name, email, expiresAt: new Date(found.value.expires_at).toISOString() })
}

/**
 * Sets the new password and takes away all second factors, sessions and known devices. Opens a session that
 * reaches nothing but a new second factor.
 */
export async function applyReset(
  context: Context,
  visitor: Visitor,
  { token, password }: { token: string; password: string },
): Promise<Outcome<Given, LinkRefusal | PasswordProblem>> {
  const { db, keyring, clock } = context
  const found = await openReset(context, token)
  if (!found.ok) return found
  const { id, account_id: accountId, association_id: associationId } = found.value
  const account = await accounts.findAccount(db, accountId)
  const person = await findPerson(db, keyring, accountId)
  if (!account || !person || account.disabled_at !== null) return refuse('notFound')
  const places = (await accounts.listAllMemberships(db, accountId)).map(row => row.association_id)
  const checked = await checkPassword(db, password, person, places)
  if (!checked.ok) return checked
  const to = await argon2id.hash(password)
  return allOrNothing(db, async trx => {
    const now = clock()
    if (!(await links.takeLink(trx, 'credential_reset', id, now))) return refuse('linkUsed')
    await accounts.setPassword(trx, accountId, to)
    await factors.deleteFactorsOf(trx, accountId)
    await closeEverySession(trx, accountId)
    await recordAudit(trx, now, {
      action: 'credentialReset.use',
      actor: { accountId },
      associationId,
      resource: `account:${accountId}`,
      address: visitor.address,
    })
    return accept(await openFirstStep(trx, now, accountId, visitor))
  })
}
