import type { Context as RinbanContext } from '../context.ts'
import type { Principal } from '../identity/principal.ts'

/** What middleware puts beside every request of the API. */
export type RinbanEnv = {
  Variables: {
    context: RinbanContext
    principal: Principal
    /** The network address the request came from; null where there is no socket. */
    address: string | null
  }
}
