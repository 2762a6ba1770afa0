import { createMiddleware } from 'hono/factory'
import type { Context } from '../context.ts'
import { readPrincipal } from '../identity/session.service.ts'
import { refreshKeyring } from '../secrets/keyring.service.ts'
import { clientAddress } from './client-address.ts'
import type { RinbanEnv } from './env.ts'

/** Finds out who asks and from where, anew for each request of the API. */
export const identify = (context: Context) =>
  createMiddleware<RinbanEnv>(async (c, next) => {
    c.set('context', context)
    await refreshKeyring(context)
    c.set('address', clientAddress(c, context.config))
    c.set('principal', await readPrincipal(context, c.req.raw.headers))
    // What a person may see must not be left on a shared computer.
    c.header('Cache-Control', 'no-store')
    return next()
  })
