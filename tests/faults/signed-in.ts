import { randomBytes } from 'node:crypto'
import { readConfig } from '../../server/config.ts'
import type { Context } from '../../server/context.ts'
import { openComplete } from '../../server/identity/session.service.ts'
import { loadKeyring } from '../../server/secrets/keyring.service.ts'
import { systemClock } from '../../server/time/clock.ts'
import { aPerson, STRANGER } from '../setup/signed-in.ts'
import { openAt } from './all-or-nothing.ts'

/**
 * The Cookie header of a secretary of Minato with a complete session, put into the database at `where` that
 * a server with this data folder has made.
 */
export async function aSecretarysCookie(where: string, dataDir: string): Promise<string> {
  const { db } = openAt(where)
  const read = readConfig({ DATA_DIR: dataDir })
  if (!read.ok) throw new Error(read.errors.join())
  const world = { db, clock: systemClock, config: read.config }
  const loaded = await loadKeyring(world, randomBytes)
  if (!loaded.ok) throw new Error(loaded.detail)
  const context: Context = { ...world, keyring: loaded.keyring }
  const { accountId } = await aPerson(context)
  const session = await db
    .transaction()
    .execute(trx =>
      openComplete(trx, systemClock(), { accountId, replaces: null, remember: false, visitor: STRANGER }),
    )
  await db.destroy()
  if (!session.ok) throw new Error(session.reason)
  return `__Host-rinban-session=${session.value.sessionToken}`
}
