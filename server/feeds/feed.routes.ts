import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { ServerContext } from '../context.ts'
import { createApi, problemResponse } from '../http/api.ts'
import { clientAddress } from '../http/client-address.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { isReading } from './answer-feed.ts'

const getFeed = protectedRoute(
  { action: 'feed.read', about: 'installation' },
  {
    method: 'get',
    path: '/feeds/{file}',
    summary: 'A calendar subscription (iCalendar, RFC 5545)',
    request: {
      params: z.object({ file: z.string().openapi({ description: 'The secret token and `.ics`' }) }),
    },
    responses: {
      200: { description: 'The calendar', content: { 'text/calendar': { schema: z.string() } } },
      304: { description: 'Unchanged since the given ETag or date' },
      404: problemResponse('Unknown or revoked'),
      405: { description: 'Calendars are only read' },
    },
  },
)

/**
 * Calendar programs read here, with no more than the secret address. The listener takes most of these requests before
 * they come here (`feed-listener.ts`); both ask the same desk.
 */
export const feedRoutes = (context: ServerContext) =>
  createApi().openapi(getFeed, c => answerAtDesk(context, c))

/** Any other method is told so before anything is asked of its origin or its body. */
export const feedsAreRead = (context: ServerContext) =>
  createMiddleware((c, next) =>
    isReading(c.req.raw.method) ? next().then(() => undefined) : answerAtDesk(context, c),
  )

async function answerAtDesk({ feeds, config }: ServerContext, c: Request): Promise<Response> {
  const { status, headers, body } = await feeds.answer({
    method: c.req.raw.method,
    file: new URL(c.req.url).pathname.replace(/^\/feeds\//, ''),
    ifNoneMatch: c.req.header('if-none-match'),
    ifModifiedSince: c.req.header('if-modified-since'),
    acceptEncoding: c.req.header('accept-encoding'),
    acceptLanguage: c.req.header('accept-language'),
    userAgent: c.req.header('user-agent'),
    address: () => clientAddress(c, config),
  })
  const answer = new Response(body, { status })
  for (let at = 0; at < headers.length; at += 2) answer.headers.set(headers[at] ?? '', headers[at + 1] ?? '')
  return answer
}
