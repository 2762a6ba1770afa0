import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import { boundTo, type Keyring } from '../secrets/keyring.ts'
import type { Instant } from '../time/clock.ts'
import * as accounts from './account.repository.ts'
import { emailIndexOf } from './account.service.ts'
import * as factors from './factor.repository.ts'
import { argon2id } from './password-hasher.ts'
import { addReadyAccount, type ReadyAccount } from './ready-account.service.ts'

/** Makes the account, or gives the one of that e-mail address this password and authenticator secret. */
export async function giveDemoAccount(
  trx: Trx,
  keyring: Keyring,
  now: Instant,
  demo: ReadyAccount,
): Promise<void> {
  const account = await accounts.findAccountByEmail(trx, emailIndexOf(keyring, demo.email))
  if (!account) {
    await addReadyAccount(trx, keyring, now, demo)
    return
  }
  await accounts.changePassword(trx, account.id, {
    from: account.password_hash,
    to: await argon2id.hash(demo.password),
  })
  await factors.deleteFactorsOf(trx, account.id)
  const id = randomUUID()
  await factors.addTotp(trx, {
    id,
    account_id: account.id,
    secret: keyring.seal('installation', demo.totpSecret, boundTo('totp_factor', 'secret', id)),
    created_at: now,
    confirmed_at: now,
    last_counter: 0,
  })
}

/** True when somebody can sign in with this e-mail address and password, and has an authenticator app. */
export async function isUsable(
  db: Db | Trx,
  keyring: Keyring,
  { email, password }: Pick<ReadyAccount, 'email' | 'password'>,
): Promise<boolean> {
  const account = await accounts.findAccountByEmail(db, emailIndexOf(keyring, email))
  if (!account || account.disabled_at !== null) return false
  return (
    (await factors.findTotp(db, account.id)) !== undefined &&
    argon2id.matches(password, account.password_hash)
  )
}
