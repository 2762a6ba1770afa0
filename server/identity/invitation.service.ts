import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { facilitiesOf, findAssociation } from '../directory/directory.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { boundTo, type Keyring } from '../secrets/keyring.ts'
import { hashOfToken, looksLikeToken, newToken } from '../secrets/token.ts'
import type { Instant } from '../time/clock.ts'
import * as accounts from './account.repository.ts'
import { addAccount, addMembership, emailIndexOf } from './account.service.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import type { InvitationsView, InvitationView, NewInvitation } from './identity-view.ts'
import { isIssuerInOffice } from './is-issuer-in-office.service.ts'
import * as links from './link.repository.ts'
import { INVITATION_LASTS, linkProblem, linkTo } from './link.ts'
import { checkPassword } from './password.service.ts'
import { argon2id } from './password-hasher.ts'
import type { PasswordProblem } from './password-policy.ts'
import { facilitiesFor } from './people.service.ts'
import type { Membership } from './principal.ts'
import type { Role } from './role.ts'
import { type Given, membershipsInForce, openFirstStep, type SignedIn } from './session.service.ts'
import type { Visitor } from './visitor.ts'

export type LinkRefusal = 'notFound' | 'linkExpired' | 'linkUsed'

/** A link that is shown once, when it is made. */
export type IssuedLink = { id: string; link: string; expiresAt: Instant }

/** A role to invite to; `associationId` null: the system administrator. */
export type Invited = Omit<NewInvitation, 'role'> & { associationId: string | null; role: Role }

/** Makes an invitation. `by` null: the program itself, for the first administrator. */
export const invite = (
  context: Context,
  by: Actor,
  invited: Invited,
): Promise<Outcome<IssuedLink, 'unknownFacility' | 'invalidInput'>> =>
  allOrNothing(context.db, async trx => {
    if (invited.toDay !== null && invited.toDay < invited.fromDay) return refuse('invalidInput')
    if (!(await hasFacility(trx, invited))) return refuse('unknownFacility')
    return accept(await inviteIn(trx, context, by, invited))
  })

/** The same inside a transaction of the caller, to a role that is known to fit. */
export async function inviteIn(
  trx: Trx,
  { keyring, clock, config }: Pick<Context, 'keyring' | 'clock' | 'config'>,
  by: Actor,
  invited: Invited,
): Promise<IssuedLink> {
  const [id, token, now] = [randomUUID(), newToken(), clock()]
  const expiresAt = now + INVITATION_LASTS
  await links.addInvitation(trx, {
    id,
    association_id: invited.associationId,
    role: invited.role,
    facility_id: invited.facilityId,
    from_day: invited.fromDay,
    to_day: invited.toDay,
    email_index: emailIndexOf(keyring, invited.email),
    email: keyring.seal('installation', invited.email, boundTo('invitation', 'email', id)),
    name: keyring.seal('installation', invited.name, boundTo('invitation', 'name', id)),
    token_hash: hashOfToken(token),
    invited_by: by.accountId,
    created_at: now,
    expires_at: expiresAt,
    used_at: null,
    revoked_at: null,
  })
  await recordAudit(trx, now, {
    action: 'invitation.issue',
    actor: { accountId: by.accountId },
    associationId: invited.associationId,
    resource: `invitation:${id}`,
    detail: {
      role: invited.role,
      facility: invited.facilityId ?? '',
      fromDay: invited.fromDay,
      toDay: invited.toDay ?? '',
    },
    address: by.address,
  })
  return { id, link: linkTo(config.baseUrl, 'invitation', token), expiresAt }
}

async function hasFacility(trx: Trx, { associationId, role, facilityId }: Invited): Promise<boolean> {
  if (associationId === null) return facilityId === null
  const choice = facilitiesFor(role, await facilitiesOf(trx, associationId))
  return choice ? choice.some(({ id }) => id === facilityId) : facilityId === null
}

/** The invitations nobody has used yet, expired ones included. */
export async function listInvitations(
  { db, keyring, clock }: Pick<Context, 'keyring' | 'clock'> & { db: Db | Trx },
  associationId: string,
): Promise<InvitationsView> {
  const rows = await links.listInvitations(db, associationId)
  return {
    invitations: rows.map(row => ({
      id: row.id,
      ...invitedPerson(keyring, row),
      role: row.role as Role,
      facilityId: row.facility_id,
      fromDay: row.from_day,
      toDay: row.to_day,
      createdAt: new Date(row.created_at).toISOString(),
      expiresAt: new Date(row.expires_at).toISOString(),
      expired: linkProblem(row, clock()) === 'linkExpired',
    })),
  }
}

export const revokeInvitation = (
  context: Context,
  by: Actor,
  associationId: string,
  id: string,
): Promise<Outcome<InvitationsView, 'notFound'>> =>
  allOrNothing(context.db, async trx => {
    const now = context.clock()
    if (!(await links.revokeInvitation(trx, associationId, id, now))) return refuse('notFound')
    await recordAudit(trx, now, {
      action: 'invitation.revoke',
      actor: { accountId: by.accountId },
      associationId,
      resource: `invitation:${id}`,
      address: by.address,
    })
    return accept(await listInvitations({ ...context, db: trx }, associationId))
  })

const invitedPerson = (keyring: Keyring, { id, email, name }: links.InvitationRow) => ({
  email: keyring.open(email, boundTo('invitation', 'email', id)),
  name: keyring.open(name, boundTo('invitation', 'name', id)),
})

/** The invitation behind a link. One whose issuer was dismissed is as good as withdrawn. */
async function openInvitation(
  { db, clock }: Pick<Context, 'clock'> & { db: Db | Trx },
  token: string,
): Promise<Outcome<links.InvitationRow, LinkRefusal>> {
  const row = looksLikeToken(token) ? await links.findInvitation(db, hashOfToken(token)) : undefined
  if (!row) return refuse('notFound')
  const problem = linkProblem(row, clock())
  if (problem) return refuse(problem)
  const issuer = { issuerId: row.invited_by, associationId: row.association_id }
  return (await isIssuerInOffice(db, clock(), issuer)) ? accept(row) : refuse('linkUsed')
}

/** What the person who holds the link reads before accepting. */
export async function readInvitation(
  context: Context,
  token: string,
): Promise<Outcome<InvitationView, LinkRefusal>> {
  const found = await openInvitation(context, token)
  if (!found.ok) return found
  const row = found.value
  const association = row.association_id ? await findAssociation(context.db, row.association_id) : null
  return accept({
    association: association && { id: association.id, name: association.name },
    role: row.role as Role,
    ...invitedPerson(context.keyring, row),
    expiresAt: new Date(row.expires_at).toISOString(),
    accountExists: (await accounts.findAccountByEmail(context.db, row.email_index)) !== undefined,
  })
}

/** Makes the account with its first role and opens a session that reaches nothing but the second factor. */
export async function acceptInvitation(
  context: Context,
  visitor: Visitor,
  { token, password }: { token: string; password: string },
  hasher = argon2id,
): Promise<Outcome<Given, LinkRefusal | PasswordProblem | 'accountExists'>> {
  const { db, keyring, clock } = context
  const found = await openInvitation(context, token)
  if (!found.ok) return found
  const row = found.value
  const person = invitedPerson(keyring, row)
  const checked = await checkPassword(db, password, person, [row.association_id])
  if (!checked.ok) return checked
  const passwordHash = await hasher.hash(password)
  return allOrNothing(db, async trx => {
    const now = clock()
    // It may have ended while the hash was computed.
    const still = await openInvitation({ clock, db: trx }, token)
    if (!still.ok) return still
    if (!(await links.takeLink(trx, 'invitation', row.id, now))) return refuse('linkUsed')
    const accountId = await addAccount(trx, keyring, now, { ...person, passwordHash })
    if (accountId === null) return refuse('accountExists')
    await giveRole(trx, now, visitor, accountId, row)
    return accept(await openFirstStep(trx, now, accountId, visitor))
  })
}

/**
 * Adds the role to the account of somebody who is signed in, and whose e-mail address was invited. Answers with
 * the roles they have from now on.
 */
export async function joinByInvitation(
  context: Context,
  visitor: Visitor,
  { accountId }: SignedIn,
  token: string,
): Promise<Outcome<Membership[], LinkRefusal | 'invitationForAnother' | 'alreadyMember'>> {
  return allOrNothing(context.db, async trx => {
    const found = await openInvitation({ ...context, db: trx }, token)
    if (!found.ok) return found
    const row = found.value
    const account = await accounts.findAccount(trx, accountId)
    if (account?.email_index !== row.email_index) return refuse('invitationForAnother')
    const now = context.clock()
    if (!(await links.takeLink(trx, 'invitation', row.id, now))) return refuse('linkUsed')
    if ((await accounts.listAllMemberships(trx, accountId)).some(has => coversRole(has, row)))
      return refuse('alreadyMember')
    await giveRole(trx, now, visitor, accountId, row)
    return accept(await membershipsInForce(trx, accountId, now))
  })
}

type RoleRow = Pick<links.InvitationRow, 'association_id' | 'role' | 'facility_id' | 'from_day' | 'to_day'>

const FOR_EVER = '9999-12-31'

const coversRole = (has: RoleRow, given: RoleRow): boolean =>
  has.association_id === given.association_id &&
  has.role === given.role &&
  has.facility_id === given.facility_id &&
  has.from_day <= given.from_day &&
  (has.to_day ?? FOR_EVER) >= (given.to_day ?? FOR_EVER)

async function giveRole(
  trx: Trx,
  now: Instant,
  visitor: Visitor,
  accountId: string,
  row: links.InvitationRow,
): Promise<void> {
  await addMembership(trx, accountId, {
    associationId: row.association_id,
    role: row.role as Role,
    facilityId: row.facility_id,
    fromDay: row.from_day,
    toDay: row.to_day,
  })
  await recordAudit(trx, now, {
    action: 'invitation.accept',
    actor: { accountId },
    associationId: row.association_id,
    resource: `invitation:${row.id}`,
    detail: { account: accountId, role: row.role },
    address: visitor.address,
  })
}
