import type { Db } from '../db/open.ts'
import type { Config } from './config.ts'
import type { BoardDesk } from './coverage/board/board-desk.ts'
import type { CalendarDesk } from './feeds/calendar-desk.ts'
import type { Optimiser } from './roster/optimiser/optimiser.ts'
import type { Searches } from './roster/runs/searches.ts'
import type { Keyring } from './secrets/keyring.ts'
import type { Clock } from './time/clock.ts'

/** What every service needs from the outside world. */
export type Context = {
  readonly db: Db
  readonly clock: Clock
  readonly config: Config
  readonly keyring: Keyring
}

/**
 * What the running server has beside it: the thread on which rotas are computed, the searches it has begun, and the
 * calendars and boards it keeps ready.
 */
export type ServerContext = Context & {
  readonly optimiser: Optimiser
  readonly searches: Searches
  readonly feeds: CalendarDesk
  readonly boards: BoardDesk
}
