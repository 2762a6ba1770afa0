import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { rosterPath } from '../roster-view.ts'
import { readGate } from './gate.service.ts'
import { changeGateSettings, readGateSettings } from './gate-settings.service.ts'
import { gateSettingsChangeSchema, schemeGateSettingsSchema } from './gate-settings-view.ts'
import { gateSchema } from './gate-view.ts'
import { readLostLinks } from './lost-links.service.ts'
import { lostLinksSchema } from './lost-links-view.ts'

const SETTINGS = '/schemes/{schemeId}/gate-settings'
const params = z.object({ schemeId: z.string().max(80) })

const getGate = protectedRoute(
  { action: 'roster.publish', about: 'scheme' },
  {
    method: 'get',
    path: '/schemes/{schemeId}/rosters/{fiscalYear}/gate',
    summary: 'What stands between the draft of a year and its publication',
    request: { params: rosterPath },
    responses: { 200: json(gateSchema, 'Every check'), 400: problemResponse('Bad input, by field') },
  },
)

const getLostLinks = protectedRoute(
  { action: 'roster.publish', about: 'scheme' },
  {
    method: 'get',
    path: '/schemes/{schemeId}/rosters/{fiscalYear}/lost-links',
    summary: 'Published units to come whose nurse link no longer holds',
    request: { params: rosterPath },
    responses: { 200: json(lostLinksSchema, 'The units'), 400: problemResponse('Bad input, by field') },
  },
)

const getSettings = protectedRoute(
  { action: 'scheme.read', about: 'scheme' },
  {
    method: 'get',
    path: SETTINGS,
    summary: 'How strict the checks before publication are',
    request: { params },
    responses: { 200: json(schemeGateSettingsSchema, 'The settings') },
  },
)

const postSettings = protectedRoute(
  { action: 'scheme.change', about: 'scheme' },
  {
    method: 'post',
    path: SETTINGS,
    summary: 'Change how strict the checks before publication are, as a whole',
    request: { params, body: jsonBody(gateSettingsChangeSchema) },
    responses: {
      200: json(schemeGateSettingsSchema, 'The new settings'),
      400: problemResponse('Bad input, by field'),
      409: problemResponse('Somebody else was quicker'),
    },
  },
)

export const gateRoutes = (context: Context) =>
  createApi()
    .openapi(getGate, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const gate = await readGate(context, schemeId, fiscalYear)
      return gate.ok ? c.json(gate.value, 200) : answerRefusal(c, gate)
    })
    .openapi(getLostLinks, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const lost = await readLostLinks(context, schemeId, fiscalYear)
      return lost.ok ? c.json(lost.value, 200) : answerRefusal(c, lost)
    })
    .openapi(getSettings, async c => {
      const settings = await readGateSettings(context, c.req.valid('param').schemeId)
      return settings.ok ? c.json(settings.value, 200) : answerRefusal(c, settings)
    })
    .openapi(postSettings, async c => {
      const { schemeId } = c.req.valid('param')
      const settings = await changeGateSettings(context, actorOf(c), schemeId, c.req.valid('json'))
      return settings.ok ? c.json(settings.value, 200) : answerRefusal(c, settings)
    })
