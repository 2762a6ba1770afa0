import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import { boundTo, type Keyring } from '../secrets/keyring.ts'
import type { Instant } from '../time/clock.ts'
import type { LocalDay } from '../time/local-day.ts'
import * as accounts from './account.repository.ts'
import type { Membership } from './principal.ts'

/** A role to be given: where, and from which day to which (both included; null: until further notice). */
export type NewMembership = Omit<Membership, 'id'> & { fromDay: LocalDay; toDay: LocalDay | null }

/** An account as people see it. */
export type Person = { id: string; name: string; email: string }

/** The same e-mail address however it was typed: full-width letters, capitals, blanks around it. */
const normalised = (email: string): string => email.normalize('NFKC').trim().toLowerCase()

/** By which an account is found without its address being stored. */
export const emailIndexOf = (keyring: Keyring, email: string): string =>
  keyring.blindIndex('account-email', normalised(email))

/** Opens the sealed fields of an account row. */
const personOf = (
  keyring: Keyring,
  { id, name, email }: { id: string; name: string; email: string },
): Person => ({
  id,
  name: keyring.open(name, boundTo('account', 'name', id)),
  email: keyring.open(email, boundTo('account', 'email', id)),
})

export async function findPerson(db: Db | Trx, keyring: Keyring, accountId: string): Promise<Person | null> {
  const row = await accounts.findAccount(db, accountId)
  return row ? personOf(keyring, row) : null
}

/** Adds an account without any role; null when the e-mail address has one already. */
export async function addAccount(
  trx: Trx,
  keyring: Keyring,
  now: Instant,
  { email, name, passwordHash }: { email: string; name: string; passwordHash: string },
): Promise<string | null> {
  const id = randomUUID()
  const added = await accounts.addAccount(trx, {
    id,
    email_index: emailIndexOf(keyring, email),
    email: keyring.seal('installation', normalised(email), boundTo('account', 'email', id)),
    name: keyring.seal('installation', name, boundTo('account', 'name', id)),
    password_hash: passwordHash,
    created_at: now,
    disabled_at: null,
  })
  return added ? id : null
}

/** Gives a role. Returns the id of the membership. */
export async function addMembership(
  trx: Trx,
  accountId: string,
  { associationId, role, facilityId, fromDay, toDay }: NewMembership,
): Promise<string> {
  const id = randomUUID()
  await accounts.addMembership(trx, {
    id,
    account_id: accountId,
    association_id: associationId,
    role,
    facility_id: facilityId,
    from_day: fromDay,
    to_day: toDay,
  })
  return id
}
