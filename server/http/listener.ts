import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'

/** `bindings` carry the socket, and with it the address the request came from. */
type Fetch = (request: Request, bindings: HttpBindings) => Response | Promise<Response>

export type Listener = {
  port: number
  /** From now on requests are answered by `fetch`; until then they are told to come back. */
  answerWith(fetch: Fetch): void
  /** Takes no new request and resolves when those under way are answered. */
  close(): Promise<void>
}

const comeBack: Fetch = () => new Response(null, { status: 503, headers: { 'Retry-After': '1' } })

/** Takes the port (0: any free one). Rejects with the system's error when it cannot be had. */
export async function listen({ host, port }: { host: string; port: number }): Promise<Listener> {
  let fetch = comeBack
  const server = createAdaptorServer({
    fetch: (request, bindings) => fetch(request, bindings as HttpBindings),
  }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    answerWith(answer) {
      fetch = answer
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}
