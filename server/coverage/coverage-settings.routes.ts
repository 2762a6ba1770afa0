import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { changeCoverageSettings, readCoverageSettings } from './coverage-settings.service.ts'
import { coverageSettingsChangeSchema, schemeCoverageSettingsSchema } from './coverage-settings-view.ts'

const path = '/schemes/{schemeId}/coverage-settings'
const params = z.object({ schemeId: z.string().max(80) })

const getSettings = protectedRoute(
  { action: 'scheme.read', about: 'scheme' },
  {
    method: 'get',
    path,
    summary: 'How a scheme stands in for absent physicians',
    request: { params },
    responses: { 200: json(schemeCoverageSettingsSchema, 'The settings') },
  },
)

const postSettings = protectedRoute(
  { action: 'scheme.change', about: 'scheme' },
  {
    method: 'post',
    path,
    summary: 'Change how a scheme stands in for absent physicians; absences entered keep their cover',
    request: { params, body: jsonBody(coverageSettingsChangeSchema) },
    responses: {
      200: json(schemeCoverageSettingsSchema, 'The new settings'),
      400: problemResponse('Bad input, by field'),
      409: problemResponse('Somebody else was quicker'),
    },
  },
)

export const coverageSettingsRoutes = (context: Context) =>
  createApi()
    .openapi(getSettings, async c => {
      const settings = await readCoverageSettings(context.db, c.req.valid('param').schemeId)
      return settings.ok ? c.json(settings.value, 200) : answerRefusal(c, settings)
    })
    .openapi(postSettings, async c => {
      const { schemeId } = c.req.valid('param')
      const settings = await changeCoverageSettings(context, actorOf(c), schemeId, c.req.valid('json'))
      return settings.ok ? c.json(settings.value, 200) : answerRefusal(c, settings)
    })
