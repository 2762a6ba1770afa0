import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { changeRotaSettings, readRotaSettings } from './rota-settings.service.ts'
import { rotaSettingsChangeSchema, schemeRotaSettingsSchema } from './rota-settings-view.ts'

const path = '/schemes/{schemeId}/rota-settings'
const params = z.object({ schemeId: z.string().max(80) })

const getSettings = protectedRoute(
  { action: 'scheme.read', about: 'scheme' },
  {
    method: 'get',
    path,
    summary: "How a scheme's rota is made",
    request: { params },
    responses: {
      200: json(schemeRotaSettingsSchema, 'The settings'),
      400: problemResponse('Bad input, by field'),
    },
  },
)

const postSettings = protectedRoute(
  { action: 'scheme.change', about: 'scheme' },
  {
    method: 'post',
    path,
    summary: "Change how a scheme's rota is made, as a whole",
    request: { params, body: jsonBody(rotaSettingsChangeSchema) },
    responses: {
      200: json(schemeRotaSettingsSchema, 'The new settings'),
      400: problemResponse('Bad input, by field'),
      409: problemResponse('Somebody else was quicker'),
    },
  },
)

export const rotaSettingsRoutes = (context: Context) =>
  createApi()
    .openapi(getSettings, async c => {
      const settings = await readRotaSettings(context, c.req.valid('param').schemeId)
      return settings.ok ? c.json(settings.value, 200) : answerRefusal(c, settings)
    })
    .openapi(postSettings, async c => {
      const { schemeId } = c.req.valid('param')
      const settings = await changeRotaSettings(context, actorOf(c), schemeId, c.req.valid('json'))
      return settings.ok ? c.json(settings.value, 200) : answerRefusal(c, settings)
    })
