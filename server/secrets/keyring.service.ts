import type { Trx } from '../../db/open.ts'
import type { Context } from '../context.ts'
import type { Instant } from '../time/clock.ts'
import * as keys from './data-key.repository.ts'
import { type Keyring, keyringOf } from './keyring.ts'
import { type MasterKeyRefusal, readMasterSecret, readOrMakeMasterSecret } from './master-key.service.ts'
import { masterKeyOf } from './master-key.ts'
import type { RandomBytes } from './sealed-text.ts'

export type KeyringResult =
  | { ok: true; keyring: Keyring }
  | { ok: false; reason: MasterKeyRefusal | 'masterKeyDoesNotFit'; detail: string }

/**
 * The keyring of a migrated database, with a key for the installation and for every association. A master
 * key is made only for a database that has no data keys yet; of two servers that start together one makes it.
 */
export const loadKeyring = (
  { db, clock, config }: Omit<Context, 'keyring'>,
  random: RandomBytes,
): Promise<KeyringResult> =>
  db.transaction().execute(async trx => {
    await keys.lockDataKeys(trx)
    const rows = await keys.listDataKeys(trx)
    const found = rows.length === 0 ? readOrMakeMasterSecret(config, random) : readMasterSecret(config)
    if (!found.ok) return found
    const master = masterKeyOf(found.secret, random)
    if (rows.some(row => !master.unwrap(row)))
      return {
        ok: false,
        reason: 'masterKeyDoesNotFit',
        detail: 'the master key is not the one this database was written with: start with that one',
      }
    return { ok: true, keyring: await keyringWithin(trx, keyringOf(master, rows, random), clock()) }
  })

/**
 * A keyring that can seal for every association there is in this transaction: what makes an association and
 * writes its personal data at once takes this one. Keys it makes are undone with the transaction, so the
 * shared ring learns of them only afterwards.
 */
export async function keyringWithin(trx: Trx, keyring: Keyring, now: Instant): Promise<Keyring> {
  await keys.lockDataKeys(trx)
  const stored = await keys.listDataKeys(trx)
  if (stored.some(row => row.masterId !== keyring.masterId))
    throw new Error('the master key was changed while the program ran: restart it with the new one')
  const scopes = await keys.listScopesWithoutKey(trx)
  for (const scope of ['installation', 'blindIndex'] as const)
    if (!stored.some(row => row.scope === scope)) scopes.push(scope)
  const made = scopes.map(keyring.wrapNewKey)
  await keys.addDataKeys(trx, now, made)
  return keyring.and([...stored, ...made])
}

/**
 * Brings the shared ring up to date: keys another server or the rotation made, and those that new
 * associations lack. Two small queries when nothing has changed, so every request may begin with it.
 */
export async function refreshKeyring({ db, clock, keyring }: Pick<Context, 'db' | 'clock' | 'keyring'>) {
  if ((await keys.listScopesWithoutKey(db)).length > 0)
    await db.transaction().execute(trx => keyringWithin(trx, keyring, clock()))
  if ((await keys.countDataKeys(db)) !== keyring.size()) keyring.learn(await keys.listDataKeys(db))
}
