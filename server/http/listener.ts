import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'

/** `bindings` carry the socket, and with it the address the request came from. */
type Fetch = (request: Request, bindings: HttpBindings) => Response | Promise<Response>

/** Answers a request itself and says so, or leaves it alone. */
export type Shortcut = (...request: Parameters<RequestListener>) => boolean

export type Listener = {
  port: number
  /** From now on requests are answered by `fetch`, but for what `first` takes; until then they are told to come back. */
  answerWith(fetch: Fetch, first?: Shortcut): void
  /** Takes no new request and resolves when those under way are answered. */
  close(): Promise<void>
}

const leaveAlone: Shortcut = () => false

const comeBack: Fetch = () => new Response(null, { status: 503, headers: { 'Retry-After': '1' } })

/** Takes the port (0: any free one). Rejects with the system's error when it cannot be had. */
export async function listen({ host, port }: { host: string; port: number }): Promise<Listener> {
  let fetch = comeBack
  let first: Shortcut = leaveAlone
  const others = getRequestListener((request, bindings) => fetch(request, bindings as HttpBindings))
  const server = createServer((incoming, outgoing) => {
    if (!first(incoming, outgoing)) void others(incoming, outgoing)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    answerWith(answer, shortcut = leaveAlone) {
      fetch = answer
      first = shortcut
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}
