import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { writeDurably } from '../durable-file.ts'
import { newSecret, parseMasterKey } from './master-key.ts'
import type { RandomBytes } from './sealed-text.ts'

export type MasterKeyRefusal = 'masterKeyGivenTwice' | 'masterKeyMissing' | 'masterKeyUnreadable'

/** `detail` says in one line what to do; it never holds the key. */
export type MasterSecret =
  | { ok: true; secret: Uint8Array }
  | { ok: false; reason: MasterKeyRefusal; detail: string }

type Settings = Pick<Config, 'dataDir' | 'masterKey' | 'masterKeyFile'>

const refuse = (reason: MasterKeyRefusal, detail: string): MasterSecret => ({ ok: false, reason, detail })

/** Where the key is kept when the environment names no other place. */
const ownFile = (config: Settings): string => join(config.dataDir, 'master.key')

/** The master key from `RINBAN_MASTER_KEY`, from the file `RINBAN_MASTER_KEY_FILE` names, or from the data folder. */
export function readMasterSecret(config: Settings): MasterSecret {
  if (config.masterKey && config.masterKeyFile)
    return refuse('masterKeyGivenTwice', 'RINBAN_MASTER_KEY: give this or RINBAN_MASTER_KEY_FILE, not both')
  if (config.masterKey) return readSecret(config.masterKey, 'RINBAN_MASTER_KEY')
  return readSecretFile(
    config.masterKeyFile ?? ownFile(config),
    config.masterKeyFile ? 'RINBAN_MASTER_KEY_FILE' : 'DATA_DIR',
  )
}

/** The same; a data folder without a key gets a new one, safe on disk before this returns. */
export function readOrMakeMasterSecret(config: Settings, random: RandomBytes): MasterSecret {
  const read = readMasterSecret(config)
  if (read.ok || read.reason !== 'masterKeyMissing' || config.masterKeyFile) return read
  const secret = newSecret(random)
  writeDurably(ownFile(config), `${Buffer.from(secret).toString('base64')}\n`)
  return { ok: true, secret }
}

/** A key file; `setting` is the name under which the refusal speaks of it. */
export function readSecretFile(path: string, setting: string): MasterSecret {
  try {
    return readSecret(readFileSync(path, 'utf8'), `${setting}: ${path}`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT'
      ? refuse(
          'masterKeyMissing',
          `${setting}: the master key ${path} is missing; without it the personal data cannot be read: put it back from where it is kept`,
        )
      : refuse('masterKeyUnreadable', `${setting}: cannot read the master key ${path} (${code})`)
  }
}

/** A key as text; `where` says in the refusal where it came from. */
export function readSecret(text: string, where: string): MasterSecret {
  const secret = parseMasterKey(text)
  return secret
    ? { ok: true, secret }
    : refuse('masterKeyUnreadable', `${where}: must be the base64 of 32 bytes (openssl rand -base64 32)`)
}
