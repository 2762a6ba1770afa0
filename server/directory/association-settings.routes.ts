import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { changeSettings, readSettings } from './association-settings.service.ts'
import { associationSettingsSchema } from './association-settings-view.ts'

const path = '/associations/{associationId}/settings'
const params = z.object({ associationId: z.string().max(80) })

const getSettings = protectedRoute(
  { action: 'settings.read', about: 'association' },
  {
    method: 'get',
    path,
    summary: 'Settings of an association',
    request: { params },
    responses: { 200: json(associationSettingsSchema, 'The settings') },
  },
)

const postSettings = protectedRoute(
  { action: 'settings.change', about: 'association' },
  {
    method: 'post',
    path,
    summary: 'Change the settings of an association as a whole',
    request: { params, body: jsonBody(associationSettingsSchema) },
    responses: {
      200: json(associationSettingsSchema, 'The new settings'),
      400: problemResponse('Bad input, by field'),
      409: problemResponse('Somebody else was quicker'),
    },
  },
)

export const associationSettingsRoutes = (context: Context) =>
  createApi()
    .openapi(getSettings, async c => {
      const settings = await readSettings(context, c.req.valid('param').associationId)
      return settings.ok ? c.json(settings.value, 200) : answerRefusal(c, settings)
    })
    .openapi(postSettings, async c => {
      const { associationId } = c.req.valid('param')
      const settings = await changeSettings(context, actorOf(c), associationId, c.req.valid('json'))
      return settings.ok ? c.json(settings.value, 200) : answerRefusal(c, settings)
    })
