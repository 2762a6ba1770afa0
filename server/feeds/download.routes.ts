import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { Context } from '../context.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { contentDisposition } from '../http/content-disposition.ts'
import type { RinbanEnv } from '../http/env.ts'
import { protectedRoute } from '../http/protected-route.ts'
import type { Outcome } from '../http/refusal.ts'
import { rosterPath } from '../roster/roster-view.ts'
import { type Download, downloadCalendar, downloadDuty } from './download.service.ts'

const id = z.string().max(80)

const responses = {
  200: {
    description: 'A calendar file to be imported once (iCalendar, METHOD:PUBLISH)',
    content: { 'text/calendar': { schema: z.string() } },
  },
  400: problemResponse('Bad input, by field'),
} as const

const getCalendar = protectedRoute(
  { action: 'calendar.subscribe', about: 'calendar' },
  {
    method: 'get',
    path: '/associations/{associationId}/calendars/{audience}/{audienceId}/file',
    summary: 'What a calendar shows now, as a file',
    request: { params: z.object({ associationId: id, audience: id, audienceId: id }) },
    responses,
  },
)

const getDuty = protectedRoute(
  { action: 'roster.read', about: 'scheme' },
  {
    method: 'get',
    path: '/schemes/{schemeId}/rosters/{fiscalYear}/duty-file',
    summary: 'One post of a published unit as it stands, as a calendar file',
    request: {
      params: rosterPath,
      query: z.object({ unit: z.string().max(200), post: z.string().max(120) }),
    },
    responses,
  },
)

function answerFile(c: Request<RinbanEnv>, outcome: Outcome<Download, 'notFound'>) {
  // A copy of a rota that changes: nobody keeps one on the way.
  c.header('Cache-Control', 'private, no-store')
  if (!outcome.ok) return answerRefusal(c, outcome)
  const { body, fileName } = outcome.value
  c.header('Content-Disposition', contentDisposition('attachment', fileName, 'rinban.ics'))
  return c.body(body, 200, { 'Content-Type': 'text/calendar; charset=utf-8; method=PUBLISH' })
}

/** Calendar files to be imported once, for whoever may read the same on the page. */
export const downloadRoutes = (context: Context) => {
  const sourceOf = (c: Request<RinbanEnv>): string => {
    const { pathname, search } = new URL(c.req.url)
    return `${context.config.baseUrl}${pathname}${search}`
  }
  return createApi()
    .openapi(getCalendar, async c =>
      answerFile(c, await downloadCalendar(context, c.req.valid('param'), sourceOf(c))),
    )
    .openapi(getDuty, async c =>
      answerFile(c, await downloadDuty(context, c.req.valid('param'), c.req.valid('query'), sourceOf(c))),
    )
}
