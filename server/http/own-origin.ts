import { createMiddleware } from 'hono/factory'
import type { Config } from '../config.ts'
import { answerRefusal } from './api.ts'
import { refuse } from './refusal.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])

/** The origins our own pages can have: the configured one, and on a loopback address all its names. */
function ownOrigins({ host, port, baseUrl }: Config): Set<string> {
  const names = LOOPBACK.has(host) ? ['127.0.0.1', 'localhost', '[::1]'] : []
  return new Set([baseUrl, ...names.map(name => `http://${name}:${port}`)])
}

/**
 * Refuses every unsafe request that a page of another site could have caused, whatever its content type,
 * and every unsafe request that is not JSON. A browser always sends Origin with these; programs without
 * a browser send neither header and are let through to authorisation.
 */
export const ownOriginOnly = (config: Config) => {
  const own = ownOrigins(config)
  return createMiddleware(async (c, next) => {
    if (SAFE.has(c.req.method)) return next()
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    if ((origin !== undefined && !own.has(origin)) || (site !== undefined && site !== 'same-origin'))
      return answerRefusal(c, refuse('crossSite'))
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/json') return answerRefusal(c, refuse('unsupportedMediaType'))
    return next()
  })
}
