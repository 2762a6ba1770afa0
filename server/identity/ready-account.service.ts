import { randomUUID } from 'node:crypto'
import type { Trx } from '../../db/open.ts'
import { boundTo, type Keyring } from '../secrets/keyring.ts'
import type { Instant } from '../time/clock.ts'
import { addAccount, addMembership, type NewMembership } from './account.service.ts'
import * as factors from './factor.repository.ts'
import { argon2id } from './password-hasher.ts'

/** An account that can be signed in to at once: for the invented districts, without invitation. */
export type ReadyAccount = {
  email: string
  name: string
  password: string
  /** Base32. */
  totpSecret: string
  memberships: readonly NewMembership[]
}

/** Adds it with its authenticator app confirmed; null when the e-mail address has an account already. */
export async function addReadyAccount(
  trx: Trx,
  keyring: Keyring,
  now: Instant,
  { email, name, password, totpSecret, memberships }: ReadyAccount,
): Promise<string | null> {
  const passwordHash = await argon2id.hash(password)
  const accountId = await addAccount(trx, keyring, now, { email, name, passwordHash })
  if (accountId === null) return null
  const id = randomUUID()
  await factors.addTotp(trx, {
    id,
    account_id: accountId,
    secret: keyring.seal('installation', totpSecret, boundTo('totp_factor', 'secret', id)),
    created_at: now,
    confirmed_at: now,
    last_counter: 0,
  })
  for (const membership of memberships) await addMembership(trx, accountId, membership)
  return accountId
}
