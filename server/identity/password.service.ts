import type { Db, Trx } from '../../db/open.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { findAssociation } from '../directory/directory.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import * as accounts from './account.repository.ts'
import { findPerson } from './account.service.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import * as links from './link.repository.ts'
import { argon2id } from './password-hasher.ts'
import { type PasswordProblem, passwordProblem } from './password-policy.ts'
import { type PasswordRefusal, provePassword } from './prove.service.ts'
import { closeOtherSessions, type Given, openComplete, type SignedIn } from './session.service.ts'
import type { Visitor } from './visitor.ts'

/** Refuses a password that is too weak for this person; `associationIds`: where they have or get a role. */
export async function checkPassword(
  db: Db | Trx,
  password: string,
  person: { name: string; email: string },
  associationIds: readonly (string | null)[],
): Promise<Outcome<null, PasswordProblem>> {
  const associations = await Promise.all(
    associationIds.filter(id => id !== null).map(id => findAssociation(db, id)),
  )
  const names = associations.flatMap(found => (found ? [found.name, found.shortName] : []))
  const problem = passwordProblem(password, [person.name, person.email, ...names])
  return problem ? refuse(problem) : accept(null)
}

/**
 * Gives oneself a new password. All other sessions end, and this one goes on under a new id; an open reset is
 * withdrawn, for whoever holds its link could undo this.
 */
export async function changeOwnPassword(
  context: Context,
  visitor: Visitor,
  { accountId, sessionId, steppedUp, memberships }: SignedIn,
  { current, next }: { current: string; next: string },
): Promise<Outcome<Given, PasswordRefusal | PasswordProblem | 'stepUpRequired' | 'signInRequired'>> {
  if (!steppedUp) return refuse('stepUpRequired')
  const { db, keyring } = context
  const person = await findPerson(db, keyring, accountId)
  const account = (await accounts.findAccount(db, accountId)) ?? null
  if (!person || !account) return refuse('signInRequired')
  const proven = await provePassword(
    context,
    visitor,
    { person: account.email_index, account, password: current },
    argon2id,
  )
  if (!proven.ok) return proven
  const places = memberships.map(({ associationId }) => associationId)
  const checked = await checkPassword(db, next, person, places)
  if (!checked.ok) return checked
  const to = await argon2id.hash(next)
  return allOrNothing(db, async trx => {
    const now = context.clock()
    if (!(await accounts.changePassword(trx, accountId, { from: account.password_hash, to })))
      return refuse('signInRefused')
    await links.revokeResetsOf(trx, accountId, now)
    await closeOtherSessions(trx, accountId, sessionId)
    const opened = await openComplete(trx, now, {
      accountId,
      replaces: sessionId,
      remember: 'asBefore',
      visitor,
    })
    await recordAudit(trx, now, {
      action: 'password.change',
      actor: { accountId },
      associationId: null,
      resource: `account:${accountId}`,
      address: visitor.address,
    })
    return opened
  })
}
