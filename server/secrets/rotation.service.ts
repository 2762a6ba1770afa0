import type { Db, Trx } from '../../db/open.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Instant } from '../time/clock.ts'
import * as keys from './data-key.repository.ts'
import { boundTo, type Keyring } from './keyring.ts'
import type { MasterKey } from './master-key.ts'
import * as columns from './sealed-column.repository.ts'
import type { SealedColumn } from './sealed-column.ts'

/**
 * Wraps every data key with the master key `to` in place of `from`, all or none; `from` must fit each of them.
 * What is sealed stays as it is. Running servers go on until they have to make a key: restart them.
 */
export const rewrapDataKeys = (
  db: Db,
  now: Instant,
  from: MasterKey,
  to: MasterKey,
): Promise<{ ok: true; keys: number } | { ok: false; reason: 'masterKeyDoesNotFit' }> =>
  db.transaction().execute(async trx => {
    await keys.lockDataKeys(trx)
    const opened = (await keys.listDataKeys(trx)).map(from.unwrap)
    if (opened.includes(null)) return { ok: false, reason: 'masterKeyDoesNotFit' }
    for (const key of opened) if (key) await keys.replaceWrapping(trx, to.wrap(key))
    await recordRotation(trx, now, 'keys.rotateMaster', { keys: opened.length, from: from.id, to: to.id })
    return { ok: true, keys: opened.length }
  })

/** Nobody is signed in at the machine's own command line. */
const recordRotation = (trx: Trx, now: Instant, action: string, detail: Record<string, string | number>) =>
  recordAudit(trx, now, {
    action,
    actor: { accountId: null },
    associationId: null,
    resource: 'installation:keys',
    detail,
    address: null,
  })

/** `leftToOld`: fields that somebody else wrote during the rotation; they open as before. */
export type DataKeyRotation = { keys: number; resealed: number; leftToOld: number }

/**
 * Gives every scope a new data key and seals `sealed` anew with it, all or nothing. Retired keys are kept,
 * for what a server is writing at this moment and for restored rows. The key of the blind indexes stays:
 * an index cannot be made again without the plain text in the form in which it was indexed.
 */
export const rotateDataKeys = (
  db: Db,
  now: Instant,
  keyring: Keyring,
  sealed: readonly SealedColumn[],
): Promise<DataKeyRotation> =>
  db.transaction().execute(async trx => {
    await keys.lockDataKeys(trx)
    const scopes = (await keys.listDataKeys(trx))
      .filter(row => !row.retired && row.scope !== 'blindIndex')
      .map(row => row.scope)
    const made = scopes.map(keyring.wrapNewKey)
    await keys.retireDataKeys(trx, now, scopes)
    await keys.addDataKeys(trx, now, made)
    const rotated = keyring.and(made)
    let [resealed, leftToOld] = [0, 0]
    for (const column of sealed) {
      const counts = await resealColumn(trx, rotated, column)
      resealed += counts.resealed
      leftToOld += counts.leftToOld
    }
    const done = { keys: made.length, resealed, leftToOld }
    await recordRotation(trx, now, 'keys.rotateData', done)
    return done
  })

const PAGE = 500

async function resealColumn(trx: Trx, keyring: Keyring, column: SealedColumn) {
  let [resealed, leftToOld] = [0, 0]
  for (let after: string | null = null; ; ) {
    const fields: columns.SealedField[] = await columns.listSealedFields(trx, column, after, PAGE)
    for (const field of fields) {
      const text = keyring.reseal(field.sealed, boundTo(column.table, column.column, field.id))
      const isReplaced = await columns.replaceSealedField(trx, column, field, text)
      if (isReplaced) resealed++
      else leftToOld++
    }
    const last = fields.at(-1)
    if (!last || fields.length < PAGE) return { resealed, leftToOld }
    after = last.id
  }
}
