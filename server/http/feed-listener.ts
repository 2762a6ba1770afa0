import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from '../config.ts'
import type { FeedAnswer } from '../feeds/answer-feed.ts'
import type { CalendarDesk } from '../feeds/calendar-desk.ts'
import { problemIn } from './api.ts'
import { forwardedAddress } from './client-address.ts'
import type { Shortcut } from './listener.ts'
import { refuse } from './refusal.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

const PREFIX = '/feeds/'
const ALWAYS = SECURITY_HEADERS.flat()

/**
 * Answers `/feeds/` straight from the socket: nine of ten requests of a day are calendar programs that ask whether
 * anything is new. All it knows of calendars it has from the desk, as the route has.
 */
export const feedListener =
  (desk: CalendarDesk, { trustedProxies }: Config, report: (line: string) => void): Shortcut =>
  (incoming, outgoing) => {
    const { url = '', method = '', headers } = incoming
    if (!url.startsWith(PREFIX)) return false
    const query = url.indexOf('?')
    const answered = desk.answer({
      method,
      file: url.slice(PREFIX.length, query < 0 ? undefined : query),
      ifNoneMatch: headers['if-none-match'],
      ifModifiedSince: headers['if-modified-since'],
      acceptEncoding: one(headers['accept-encoding']),
      acceptLanguage: headers['accept-language'],
      userAgent: headers['user-agent'],
      address: () =>
        forwardedAddress(
          incoming.socket.remoteAddress ?? null,
          one(headers['x-forwarded-for']),
          trustedProxies,
        ),
    })
    if (!(answered instanceof Promise)) write(outgoing, answered)
    else
      answered.then(
        answer => write(outgoing, answer),
        (error: Error) => {
          report(`${method} ${PREFIX}{file}: ${error.stack ?? error.message}`)
          write(outgoing, failed(incoming))
        },
      )
    return true
  }

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value

function write(outgoing: ServerResponse, { status, headers, body }: Written): void {
  outgoing.writeHead(status, status === 304 ? headers : [...headers, ...ALWAYS])
  if (body) outgoing.end(body)
  else outgoing.end()
}

type Written = Omit<FeedAnswer, 'status'> & { status: FeedAnswer['status'] | 500 }

function failed({ headers }: IncomingMessage): Written {
  const body = Buffer.from(JSON.stringify(problemIn(headers['accept-language'], refuse('internal'))))
  return {
    status: 500,
    headers: ['Content-Type', 'application/json', 'Content-Length', String(body.length)],
    body,
  }
}
