import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json } from '../http/answers.ts'
import { answerRefusal, createApi } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { affectedBy } from './affected.service.ts'
import { affectedSchema } from './affected-view.ts'
import { viewerIn } from './viewer.ts'

const params = z.object({
  associationId: z.string().max(80),
  physicianId: z.string().max(80),
  absenceId: z.string().max(80),
})

const getAffected = protectedRoute(
  { action: 'absence.affected', about: 'physician' },
  {
    method: 'get',
    path: '/associations/{associationId}/physicians/{physicianId}/absences/{absenceId}/affected',
    summary: 'Patients and groups whom an absence touches, and the hours in which nobody answers for them',
    request: { params },
    responses: { 200: json(affectedSchema, 'Whom it touches') },
  },
)

export const affectedRoutes = (context: Context) =>
  createApi().openapi(getAffected, async c => {
    const path = c.req.valid('param')
    const viewer = viewerIn(c.var.principal, path.associationId)
    const affected = await affectedBy(context, actorOf(c), viewer, path)
    return affected.ok ? c.json(affected.value, 200) : answerRefusal(c, affected)
  })
