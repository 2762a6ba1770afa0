/** `npm run -s keys:rotate -- --help`: a new master key, or new data keys. */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { OpenDatabase } from '../../db/open.ts'
import { followAuditHead } from '../../server/audit/audit-head.service.ts'
import type { Config } from '../../server/config.ts'
import { loadKeyring } from '../../server/secrets/keyring.service.ts'
import {
  type MasterSecret,
  readMasterSecret,
  readSecret,
  readSecretFile,
} from '../../server/secrets/master-key.service.ts'
import { masterKeyOf } from '../../server/secrets/master-key.ts'
import { rewrapDataKeys, rotateDataKeys } from '../../server/secrets/rotation.service.ts'
import { sealedColumns } from '../../server/secrets/sealed-column.ts'
import { systemClock } from '../../server/time/clock.ts'
import { CannotRun, runCommand, withDatabase } from './with-database.ts'

const USAGE = `Usage: npm run -s keys:rotate -- master [--new-key-file FILE]
       npm run -s keys:rotate -- data

The master key now in use is found as the server finds it: RINBAN_MASTER_KEY, RINBAN_MASTER_KEY_FILE, or
master.key in DATA_DIR. All or nothing; exit code 0: done, 2: nothing was changed.

  master   wraps every data key with a new master key, the base64 of 32 bytes (openssl rand -base64 32),
           from FILE or from the environment as NEW_MASTER_KEY. Then give the new key to every server and
           restart it, and keep the old one for as long as backups from before are kept.
  data     makes new data keys and seals every personal field anew. Servers may run meanwhile.
  --help   this text`

async function rotateMaster({ db }: OpenDatabase, config: Config, newKeyFile: string | undefined) {
  const from = masterKeyOf(secretOf(readMasterSecret(config)), randomBytes)
  const to = masterKeyOf(secretOf(readNewSecret(newKeyFile)), randomBytes)
  const done = await rewrapDataKeys(db, systemClock(), from, to)
  if (!done.ok) throw new CannotRun('the master key now given is not the one this database was written with')
  console.log(
    `${done.keys} data keys are wrapped with the new master key. Give it to every server and restart it.`,
  )
}

function readNewSecret(file: string | undefined): MasterSecret {
  const given = process.env.NEW_MASTER_KEY
  if (file && given) throw new CannotRun('--new-key-file and NEW_MASTER_KEY exclude each other')
  if (file) return readSecretFile(file, '--new-key-file')
  if (given) return readSecret(given, 'NEW_MASTER_KEY')
  throw new CannotRun('the new master key is missing: --new-key-file FILE or NEW_MASTER_KEY')
}

function secretOf(read: MasterSecret): Uint8Array {
  if (!read.ok) throw new CannotRun(read.detail)
  return read.secret
}

async function rotateData({ db }: OpenDatabase, config: Config) {
  const loaded = await loadKeyring({ db, clock: systemClock, config }, randomBytes)
  if (!loaded.ok) throw new CannotRun(loaded.detail)
  const done = await rotateDataKeys(db, systemClock(), loaded.keyring, sealedColumns)
  console.log(`${done.keys} new data keys; ${done.resealed} personal fields are sealed anew.`)
  if (done.leftToOld > 0)
    console.log(
      `${done.leftToOld} were being changed meanwhile and stay under the old keys: run it once more.`,
    )
}

await runCommand('keys:rotate', async () => {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean' }, 'new-key-file': { type: 'string' } },
    allowPositionals: true,
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [what] = positionals
  if (positionals.length !== 1 || (what !== 'master' && what !== 'data'))
    throw new CannotRun('say what to rotate: master or data (--help tells more)')
  return withDatabase(async (open, config) => {
    if (what === 'master') await rotateMaster(open, config, values['new-key-file'])
    else await rotateData(open, config)
    await followAuditHead({ db: open.db, config })
    return 0
  })
})
