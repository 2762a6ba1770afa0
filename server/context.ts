import type { Db } from '../db/open.ts'
import type { Config } from './config.ts'
import type { Keyring } from './secrets/keyring.ts'
import type { Clock } from './time/clock.ts'

/** What every service needs from the outside world. */
export type Context = {
  readonly db: Db
  readonly clock: Clock
  readonly config: Config
  readonly keyring: Keyring
}
