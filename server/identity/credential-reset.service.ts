import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { hashOfToken, looksLikeToken, newToken } from '../secrets/token.ts'
import type { Instant } from '../time/clock.ts'
import { localDayOf } from '../time/tokyo.ts'
import * as accounts from './account.repository.ts'
import { emailIndexOf, findPerson } from './account.service.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import * as factors from './factor.repository.ts'
import type { CredentialResetView } from './identity-view.ts'
import type { IssuedLink, LinkRefusal } from './invitation.service.ts'
import { isIssuerInOffice } from './is-issuer-in-office.service.ts'
import * as links from './link.repository.ts'
import { linkProblem, linkTo, RESET_LASTS } from './link.ts'
import { checkPassword } from './password.service.ts'
import { argon2id } from './password-hasher.ts'
import type { PasswordProblem } from './password-policy.ts'
import { closeEverySession, type Given, openFirstStep } from './session.service.ts'
import type { Visitor } from './visitor.ts'

/**
 * Makes the link by which a person who stands before the secretariat chooses a new password. Nobody makes it for
 * themselves: a stolen session would become the account.
 */
export const issueReset = (
  context: Context,
  by: Actor & { accountId: string },
  associationId: string,
  accountId: string,
): Promise<Outcome<IssuedLink, 'notFound' | 'resetByAdministrator' | 'ownMembership'>> =>
  allOrNothing(context.db, async trx => {
    if (accountId === by.accountId) return refuse('ownMembership')
    const why = await whyNotOurs(trx, context.clock(), associationId, accountId)
    return why ? refuse(why) : accept(await issueIn(trx, context, by, associationId, accountId))
  })

/** The same for anybody else, found by e-mail address, by the system administrator. */
export const issueResetByAdministrator = (
  context: Context,
  by: Actor & { accountId: string },
  email: string,
): Promise<Outcome<IssuedLink, 'notFound' | 'ownMembership'>> =>
  allOrNothing(context.db, async trx => {
    const account = await accounts.findAccountByEmail(trx, emailIndexOf(context.keyring, email))
    if (!account) return refuse('notFound')
    if (account.id === by.accountId) return refuse('ownMembership')
    return accept(await issueIn(trx, context, by, null, account.id))
  })

/**
 * Whoever holds the link can become that person, so a secretariat may reset only those who belong to no other
 * association and do not run the machine; a stranger does not exist. Null: it may.
 */
async function whyNotOurs(
  db: Db | Trx,
  now: Instant,
  associationId: string,
  accountId: string,
): Promise<'notFound' | 'resetByAdministrator' | null> {
  const today = localDayOf(now)
  const places = (await accounts.listAllMemberships(db, accountId))
    .filter(({ to_day }) => to_day === null || to_day >= today)
    .map(({ association_id }) => association_id)
  if (!places.includes(associationId)) return 'notFound'
  return places.some(place => place !== associationId) ? 'resetByAdministrator' : null
}

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

/**
 * The reset behind a link. One that could not be issued any more, because its issuer was dismissed or the person
 * now belongs to another association too, is as good as withdrawn.
 */
async function openReset({ db, clock }: Pick<Context, 'clock'> & { db: Db | Trx }, token: string) {
  const row = looksLikeToken(token) ? await links.findReset(db, hashOfToken(token)) : undefined
  if (!row) return refuse('notFound')
  const now = clock()
  const problem = linkProblem(row, now)
  if (problem) return refuse(problem)
  const { created_by: issuerId, association_id: associationId, account_id: accountId } = row
  if (!(await isIssuerInOffice(db, now, { issuerId, associationId }))) return refuse('linkUsed')
  const isOurs = associationId === null || (await whyNotOurs(db, now, associationId, accountId)) === null
  return isOurs ? accept(row) : refuse('linkUsed')
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
  hasher = argon2id,
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
  const to = await hasher.hash(password)
  return allOrNothing(db, async trx => {
    const now = clock()
    if (!(await accounts.lockAccount(trx, accountId))) return refuse('notFound')
    // It may have ended while the hash was computed.
    const still = await openReset({ clock, db: trx }, token)
    if (!still.ok) return still
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
