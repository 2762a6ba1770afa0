import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { changeExchangeSettings, readExchangeSettings } from './exchange-settings.service.ts'
import { exchangeSettingsChangeSchema, schemeExchangeSettingsSchema } from './exchange-settings-view.ts'

const path = '/schemes/{schemeId}/exchange-settings'
const params = z.object({ schemeId: z.string().max(80) })

const getSettings = protectedRoute(
  { action: 'scheme.read', about: 'scheme' },
  {
    method: 'get',
    path,
    summary: 'How duties are exchanged in a scheme',
    request: { params },
    responses: {
      200: json(schemeExchangeSettingsSchema, 'The settings'),
      400: problemResponse('Bad input, by field'),
    },
  },
)

const postSettings = protectedRoute(
  { action: 'scheme.change', about: 'scheme' },
  {
    method: 'post',
    path,
    summary: 'Change how duties are exchanged in a scheme; what is under way goes on as it began',
    request: { params, body: jsonBody(exchangeSettingsChangeSchema) },
    responses: {
      200: json(schemeExchangeSettingsSchema, 'The new settings'),
      400: problemResponse('Bad input, by field'),
      409: problemResponse('Somebody else was quicker'),
    },
  },
)

export const exchangeSettingsRoutes = (context: Context) =>
  createApi()
    .openapi(getSettings, async c => {
      const settings = await readExchangeSettings(context, c.req.valid('param').schemeId)
      return settings.ok ? c.json(settings.value, 200) : answerRefusal(c, settings)
    })
    .openapi(postSettings, async c => {
      const { schemeId } = c.req.valid('param')
      const settings = await changeExchangeSettings(context, actorOf(c), schemeId, c.req.valid('json'))
      return settings.ok ? c.json(settings.value, 200) : answerRefusal(c, settings)
    })
