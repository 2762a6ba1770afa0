import { type anApp, ORIGIN } from './context.ts'

/** A browser in front of the whole program: sends the cookies it was given, from an address of its own. */
export function aCookieBrowser({ app }: ReturnType<typeof anApp>, address = '203.0.113.9') {
  const jar = new Map<string, string>()
  const send = async (
    path: string,
    init: { method?: string; body?: string; headers?: Record<string, string> },
  ) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { origin: ORIGIN, ...(cookie ? { cookie } : {}), ...init.headers }
    const socket = { incoming: { socket: { remoteAddress: address } } }
    const response = await app.request(path, { ...init, headers }, socket)
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (/max-age=0\b/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  return {
    jar,
    get: (path: string) => send(path, {}),
    post: (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}

export type CookieBrowser = ReturnType<typeof aCookieBrowser>
