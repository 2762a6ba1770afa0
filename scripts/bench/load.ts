import { connect, type Socket } from 'node:net'

export type Reply = { status: number; head: string }

/** One connection that stays open: a request at a time, replies read as far as their length goes. */
class Connection {
  readonly #port: number
  #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #settle: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | null = null

  constructor(port: number) {
    this.#port = port
    this.#socket = this.#open()
  }

  send(request: string | Buffer): Promise<Reply> {
    // The server closes what has been idle for five seconds.
    if (this.#socket.destroyed) this.#socket = this.#open()
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#socket.write(request)
    })
  }

  #open(): Socket {
    const fail = (error: Error) => this.#settle?.reject(error)
    return connect({ port: this.#port, host: '127.0.0.1', noDelay: true })
      .on('data', bytes => this.#read(bytes))
      .on('error', fail)
      .on('close', () => fail(new Error('closed')))
  }

  end(): void {
    this.#socket.destroy()
  }

  #read(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes])
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#received.toString('latin1', 0, end)
    const status = Number(head.slice(9, 12))
    const length = status === 304 ? 0 : Number(/\r\nContent-Length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (this.#received.length < end + 4 + length) return
    this.#received = Buffer.alloc(0)
    const settle = this.#settle
    this.#settle = null
    settle?.resolve({ status, head })
  }
}

/** Connections that are used in turn. */
export class Load {
  readonly #all: Connection[]
  readonly #idle: Connection[]
  readonly #waiting: ((connection: Connection) => void)[] = []

  constructor(port: number, connections: number) {
    this.#all = Array.from({ length: connections }, () => new Connection(port))
    this.#idle = [...this.#all]
  }

  async send(request: string | Buffer): Promise<Reply> {
    const connection =
      this.#idle.shift() ?? (await new Promise<Connection>(resolve => this.#waiting.push(resolve)))
    try {
      return await connection.send(request)
    } finally {
      const next = this.#waiting.shift()
      if (next) next(connection)
      else this.#idle.push(connection)
    }
  }

  /** Sends each request as soon as a connection is free. */
  each(
    requests: readonly (string | Buffer)[],
    reply: (reply: Reply, index: number) => void,
  ): Promise<unknown> {
    return Promise.all(requests.map(async (request, index) => reply(await this.send(request), index)))
  }

  /** So many requests, each made when a connection is free. */
  async times(count: number, requestAt: (n: number) => Buffer, reply: (reply: Reply) => void): Promise<void> {
    let sent = 0
    await Promise.all(
      this.#all.map(async connection => {
        while (sent < count) reply(await connection.send(requestAt(sent++)))
      }),
    )
  }

  /** As many as fit into `ms`. */
  async saturate(
    requestAt: (n: number) => Buffer,
    ms: number,
    status: number,
  ): Promise<{ sent: number; perSecond: number }> {
    const start = performance.now()
    let sent = 0
    await Promise.all(
      this.#all.map(async connection => {
        while (performance.now() < start + ms) {
          const reply = await connection.send(requestAt(sent++))
          if (reply.status !== status) throw new Error(`answered ${reply.status}`)
        }
      }),
    )
    return { sent, perSecond: (sent / (performance.now() - start)) * 1_000 }
  }

  end(): void {
    for (const connection of this.#all) connection.end()
  }
}

export const header = ({ head }: Reply, name: string): string =>
  new RegExp(`\\r\\n${name}: ([^\\r]*)`, 'i').exec(head)?.[1] ?? ''

/** The request of a calendar program; with a tag it asks only whether there is anything new. `address`: as a proxy says. */
export const requestOf = (token: string, etag?: string, address?: string): Buffer =>
  Buffer.from(
    [
      `GET /feeds/${token}.ics HTTP/1.1`,
      'Host: rinban.example.jp',
      'User-Agent: Google-Calendar-Importer',
      'Accept: text/calendar',
      'Accept-Encoding: gzip, deflate',
      ...(etag === undefined ? [] : [`If-None-Match: ${etag}`]),
      ...(address === undefined ? [] : [`X-Forwarded-For: ${address}`]),
      '\r\n',
    ].join('\r\n'),
  )
