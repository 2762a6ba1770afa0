import { createMiddleware } from 'hono/factory'
import type { Context } from '../context.ts'
import { readPrincipal } from '../identity/session.service.ts'
import { refreshKeyring } from '../secrets/keyring.service.ts'
import { clientAddress } from './client-address.ts'
import type { RinbanEnv } from './env.ts'

/** What an open board asks for by itself. */
const BY_THE_PAGE = /\/board(?:\/events)?$/

/**
 * Finds out who asks and from where, anew for each request of the API, and only after its last byte: a request
 * that is held open must not outlive the session it began in.
 */
export const identify = (context: Context) =>
  createMiddleware<RinbanEnv>(async (c, next) => {
    c.set('context', context)
    // A body that breaks off is refused where it is read again.
    await c.req.text().catch(() => null)
    await refreshKeyring(context)
    c.set('address', clientAddress(c, context.config))
    const by = c.req.method === 'GET' && BY_THE_PAGE.test(c.req.path) ? 'page' : 'person'
    c.set('principal', await readPrincipal(context, c.req.raw.headers, by))
    // What a person may see must not be left on a shared computer.
    c.header('Cache-Control', 'no-store')
    return next()
  })
