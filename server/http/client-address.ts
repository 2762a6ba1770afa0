import { isIP } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { Context as Request } from 'hono'
import type { Config } from '../config.ts'

/**
 * The address a request came from. Each trusted proxy appends whom it heard from to X-Forwarded-For, so the
 * n-th entry from the end is the word of the outermost of n proxies; what stands before it anyone may have
 * written. With no trusted proxy, or fewer entries than there should be, the socket's address counts. The zone
 * of an IPv6 address (`%eth0`) says nothing to others and is left out.
 */
export function forwardedAddress(
  socketAddress: string | null,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string | null {
  const entries = forwardedFor?.split(',').map(entry => entry.trim()) ?? []
  const told = trustedProxies > 0 ? entries.at(-trustedProxies) : undefined
  const address = told !== undefined && isIP(told) !== 0 ? told : socketAddress
  return address?.replace(/%.*$/, '') ?? null
}

/** The same of a request; null where there is no socket, as in a request made inside the program. */
export const clientAddress = (request: Request, { trustedProxies }: Config): string | null => {
  const bindings = request.env as Partial<HttpBindings> | undefined
  return forwardedAddress(
    bindings?.incoming?.socket.remoteAddress ?? null,
    request.req.header('x-forwarded-for'),
    trustedProxies,
  )
}
