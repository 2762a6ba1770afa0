import type { Context as Request } from 'hono'
import { agentName } from '../identity/agent-name.ts'
import { type Given, principalOf, type SignedIn } from '../identity/session.service.ts'
import type { Visitor } from '../identity/visitor.ts'
import { looksLikeToken } from '../secrets/token.ts'
import { cookieIn, giveCookie } from './cookies.ts'
import type { RinbanEnv } from './env.ts'

/** From where a request comes: address, known device, browser. */
export function visitorOf(request: Request<RinbanEnv>): Visitor {
  const deviceToken = cookieIn(request.req.raw.headers, 'device')
  return {
    address: request.var.address,
    deviceToken: deviceToken !== null && looksLikeToken(deviceToken) ? deviceToken : null,
    agent: agentName(request.req.header('user-agent') ?? ''),
  }
}

/** Who is signed in, on a route whose guard lets nobody else through. */
export function signedInOf({ var: { principal } }: Request<RinbanEnv>): SignedIn {
  if (principal.kind === 'anonymous') throw new Error('a route for people who are signed in is not guarded')
  return principal
}

/** Puts into the browser what a step of signing in has given it. Returns who it is from now on. */
export function receive(request: Request<RinbanEnv>, { sessionToken, deviceToken, keep }: Given) {
  giveCookie(request, 'session', sessionToken, keep)
  if (deviceToken !== null) giveCookie(request, 'device', deviceToken)
  return principalOf(request.var.context, sessionToken, deviceToken)
}
