import { z } from '@hono/zod-openapi'
import { stream } from 'hono/streaming'
import type { Context } from '../context.ts'
import { json } from '../http/answers.ts'
import { createApi, problemResponse } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { localDayOf } from '../time/tokyo.ts'
import { type AuditFilter, exportAudit } from './audit.service.ts'
import { readAuditTrail } from './audit-trail.service.ts'
import { auditFilterSchema, auditPageSchema } from './audit-view.ts'

const AUDIT = '/associations/{associationId}/audit'
const guard = { action: 'audit.read', about: 'association' } as const
const params = z.object({ associationId: z.string().max(80) })
const badFilter = { 400: problemResponse('Bad filter, by field') }

const getAudit = protectedRoute(guard, {
  method: 'get',
  path: AUDIT,
  summary: "An association's audit trail, newest first",
  request: { params, query: auditFilterSchema },
  responses: { 200: json(auditPageSchema, 'A page of entries'), ...badFilter },
})

const getExport = protectedRoute(guard, {
  method: 'get',
  path: `${AUDIT}/export`,
  summary: "An association's audit trail for a spreadsheet",
  request: { params, query: auditFilterSchema.omit({ before: true }) },
  responses: {
    200: { description: 'CSV, UTF-8', content: { 'text/csv': { schema: z.string() } } },
    ...badFilter,
  },
})

const filterOf = ({ action, actor, from, to }: z.infer<typeof auditFilterSchema>): AuditFilter => ({
  ...(action === undefined ? {} : { action }),
  ...(actor === undefined ? {} : { actorId: actor }),
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
})

export const auditTrailRoutes = (context: Context) =>
  createApi()
    .openapi(getAudit, async c => {
      const query = c.req.valid('query')
      const { associationId } = c.req.valid('param')
      return c.json(await readAuditTrail(context, associationId, filterOf(query), query.before), 200)
    })
    .openapi(getExport, c => {
      const { associationId } = c.req.valid('param')
      const filter = { ...filterOf(c.req.valid('query')), associationId }
      c.header('Content-Type', 'text/csv; charset=utf-8')
      c.header('Content-Disposition', `attachment; filename="audit-${localDayOf(context.clock())}.csv"`)
      return stream(c, async body => {
        for await (const lines of exportAudit(context.db, filter)) {
          if (body.aborted) return
          await body.write(lines)
        }
      })
    })
