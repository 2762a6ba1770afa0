import { createHmac } from 'node:crypto'
import { type KeyScope, type ScopeName, scopeName } from './key-scope.ts'
import { type DataKey, deriveKey, type MasterKey, newDataKey, type WrappedKey } from './master-key.ts'
import { decrypt, encrypt, type RandomBytes } from './sealed-text.ts'

/** The keys in force: seals personal fields, and finds them again without storing them. */
export type Keyring = {
  /**
   * AES-256-GCM under the scope's data key, as text `v1.<keyId>.<base64url>`. `bound` names table, column and
   * row (`boundTo`): the text opens nowhere else. Throws for an association without a key.
   */
  seal(scope: KeyScope, plain: string, bound: string): string
  /** Throws when the text was changed or belongs to another row: that is a bug or an attack, never expected. */
  open(sealed: string, bound: string): string
  /** The same plain text under the key now in force for its scope; a text that is under it comes back as it is. */
  reseal(sealed: string, bound: string): string
  /** HMAC-SHA-256 under a key of its own for each purpose: finds an e-mail address without storing it. */
  blindIndex(purpose: string, text: string): string

  readonly masterId: string
  /** How many keys it knows, retired ones included. */
  size(): number
  /** True when it can seal for the scope. */
  holds(scope: ScopeName): boolean
  /** A new key for the scope, wrapped for the database; the ring does not know it until it learns it. */
  wrapNewKey(scope: ScopeName): WrappedKey
  /** Takes up keys the database has committed, and which of those it knew are retired. */
  learn(rows: readonly WrappedKey[]): void
  /** A ring with `rows` beside these keys, for the transaction that made them and may yet be undone. */
  and(rows: readonly WrappedKey[]): Keyring
}

const SEALED = /^v1\.([\w-]+)\.([\w-]+)$/

/** The additional data of a sealed field: it belongs to this table, column and row. */
export const boundTo = (table: string, column: string, id: string): string => `${table}.${column}/${id}`

/** Throws when one of the rows was not wrapped by this master key. */
export function keyringOf(master: MasterKey, rows: readonly WrappedKey[], random: RandomBytes): Keyring {
  return ringOf(master, new Map(), rows, random)
}

function ringOf(
  master: MasterKey,
  before: ReadonlyMap<string, DataKey>,
  rows: readonly WrappedKey[],
  random: RandomBytes,
): Keyring {
  const known = new Map(before)
  const inForce = new Map<ScopeName, DataKey>()
  const take = (key: DataKey) => {
    known.set(key.id, key)
    if (!key.retired) inForce.set(key.scope, key)
  }
  const learn = (learned: readonly WrappedKey[]) => {
    for (const row of learned) {
      const key = known.get(row.id) ?? master.unwrap(row)
      if (!key)
        throw new Error(`the master key does not fit the data key ${row.id}: restart with the new one`)
      take({ ...key, retired: row.retired })
    }
  }
  before.forEach(take)
  learn(rows)

  const keyOf = (scope: ScopeName): DataKey => {
    const key = inForce.get(scope)
    if (!key) throw new Error(`there is no data key for ${scope}`)
    return key
  }
  const bind = (key: DataKey, bound: string) => `sealed\n${key.id}\n${bound}`
  const sealWith = (key: DataKey, plain: Uint8Array, bound: string) =>
    `v1.${key.id}.${encrypt(key.secret, plain, bind(key, bound), random)}`
  const openWith = (sealed: string, bound: string) => {
    const [, id = '', payload = ''] = SEALED.exec(sealed) ?? []
    const key = known.get(id)
    const plain = key ? decrypt(key.secret, payload, bind(key, bound)) : null
    if (!key || !plain) throw new Error(`the sealed text of ${bound} cannot be opened`)
    return { key, plain }
  }

  return {
    seal: (scope, plain, bound) => sealWith(keyOf(scopeName(scope)), Buffer.from(plain), bound),
    open: (sealed, bound) => openWith(sealed, bound).plain.toString(),
    reseal(sealed, bound) {
      const { key, plain } = openWith(sealed, bound)
      const current = keyOf(key.scope)
      return current.id === key.id ? sealed : sealWith(current, plain, bound)
    },
    blindIndex: (purpose, text) =>
      createHmac('sha256', deriveKey(keyOf('blindIndex').secret, `blindIndex/${purpose}`))
        .update(text)
        .digest('base64url'),
    masterId: master.id,
    size: () => known.size,
    holds: scope => inForce.has(scope),
    wrapNewKey: scope => master.wrap(newDataKey(scope, random)),
    learn,
    and: more => ringOf(master, known, more, random),
  }
}
