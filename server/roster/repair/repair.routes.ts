import { z } from '@hono/zod-openapi'
import type { ServerContext } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { rosterPath } from '../roster-view.ts'
import { offerRepairs } from './offer-repairs.service.ts'
import { memberAbsenceSchema, repairOffersSchema, takenRepairSchema } from './repair-view.ts'
import { takeRepair } from './take-repair.service.ts'

const REPAIRS = '/schemes/{schemeId}/rosters/{fiscalYear}/repairs'
const guard = { action: 'rota.repair', about: 'scheme' } as const
const refusals = {
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Refused: the reason says why'),
} as const

const postRepairs = protectedRoute(guard, {
  method: 'post',
  path: REPAIRS,
  summary: 'What can be done about the published rota when a member falls away; changes nothing',
  request: { params: rosterPath, body: jsonBody(memberAbsenceSchema) },
  responses: { 200: json(repairOffersSchema, 'The offers'), ...refusals },
})

const postTaken = protectedRoute(guard, {
  method: 'post',
  path: `${REPAIRS}/take`,
  summary: 'Make a repair of the published rota the draft',
  request: { params: rosterPath, body: jsonBody(takenRepairSchema) },
  responses: { 200: json(z.object({}), 'It is the draft now'), ...refusals },
})

export const repairRoutes = (context: ServerContext) =>
  createApi()
    .openapi(postRepairs, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const offers = await offerRepairs(context, schemeId, fiscalYear, c.req.valid('json'))
      return offers.ok ? c.json(offers.value, 200) : answerRefusal(c, offers)
    })
    .openapi(postTaken, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const taken = await takeRepair(context, actorOf(c), schemeId, fiscalYear, c.req.valid('json'))
      return taken.ok ? c.json({}, 200) : answerRefusal(c, taken)
    })
