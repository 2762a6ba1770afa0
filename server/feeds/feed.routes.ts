import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { Context } from '../context.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { refuse } from '../http/refusal.ts'
import { type FeedDocument, readFeed } from './feed.service.ts'

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
    },
  },
)

const EXTENSION = '.ics'

/** Calendar programs read here, with no more than the secret address. HEAD is answered like GET, without body. */
export const feedRoutes = (context: Context) =>
  createApi().openapi(getFeed, async c => {
    const { file } = c.req.valid('param')
    const document = file.endsWith(EXTENSION)
      ? await readFeed(context, file.slice(0, -EXTENSION.length))
      : null
    if (!document) return answerRefusal(c, refuse('notFound'))
    c.header('ETag', document.etag)
    c.header('Last-Modified', new Date(document.lastModified).toUTCString())
    c.header('Cache-Control', 'private, must-revalidate')
    if (isUnchanged(c, document)) return c.body(null, 304)
    c.header('Content-Disposition', 'inline; filename="rinban.ics"')
    return c.body(document.body, 200, { 'Content-Type': 'text/calendar; charset=utf-8' })
  })

/** RFC 9110 §13.2.2: If-None-Match, when given, alone decides; otherwise If-Modified-Since. */
function isUnchanged(request: Request, { etag, lastModified }: FeedDocument): boolean {
  const tags = request.req.header('if-none-match')
  if (tags !== undefined)
    return tags.split(',').some(tag => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
  const since = Date.parse(request.req.header('if-modified-since') ?? '')
  return Math.floor(lastModified / 1000) * 1000 <= since
}
