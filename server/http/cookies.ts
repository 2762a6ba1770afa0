import type { Context as Request } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'

/** Our cookies: the session, the browser as a known device, a passkey's challenge before signing in, the link of a board. */
export type CookieName = 'session' | 'device' | 'challenge' | 'board'

const DEVICE_SECONDS = 90 * 24 * 60 * 60
const CHALLENGE_SECONDS = 5 * 60
/** A screen that hangs on a wall; browsers keep a cookie no longer. */
const BOARD_SECONDS = 400 * 24 * 60 * 60

/** Without an age: until the browser closes. How long a session holds is for the server to say. */
const ages: Record<CookieName, { maxAge?: number }> = {
  session: {},
  device: { maxAge: DEVICE_SECONDS },
  challenge: { maxAge: CHALLENGE_SECONDS },
  board: { maxAge: BOARD_SECONDS },
}

/** `__Host-` ties a cookie to this host over https; browsers take it on a loopback address as well. */
const nameOf = (cookie: CookieName): string => `__Host-rinban-${cookie}`

const fixed = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

export function cookieIn(headers: Headers, cookie: CookieName): string | null {
  const pairs = (headers.get('cookie') ?? '').split(/;\s*/)
  const start = `${nameOf(cookie)}=`
  return pairs.find(pair => pair.startsWith(start))?.slice(start.length) ?? null
}

/** `keep`: the cookie outlives the browser window as long as a device is known. */
export const giveCookie = (request: Request, cookie: CookieName, value: string, keep = false): void =>
  setCookie(request, nameOf(cookie), value, { ...fixed, ...ages[keep ? 'device' : cookie] })

export const takeCookie = (request: Request, cookie: CookieName): string | undefined =>
  deleteCookie(request, nameOf(cookie), fixed)
