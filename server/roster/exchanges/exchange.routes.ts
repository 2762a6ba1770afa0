import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import type { RinbanEnv } from '../../http/env.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import type { Outcome } from '../../http/refusal.ts'
import { rosterPath } from '../roster-view.ts'
import type { ExchangeRefusal } from './exchange-refusal.ts'
import {
  exchangeDecisionSchema,
  exchangesSchema,
  newExchangeSchema,
  overrideSchema,
  physiciansEventSchema,
} from './exchange-view.ts'
import { decideExchange, moveExchange } from './move-exchange.service.ts'
import type { YearPath } from './open-year.service.ts'
import { overrideDuty } from './override-duty.service.ts'
import { proposeExchange } from './propose-exchange.service.ts'
import { readExchanges } from './read-exchanges.service.ts'

const ROSTER = '/schemes/{schemeId}/rosters/{fiscalYear}'
const OWN = `${ROSTER}/physicians/{physicianId}/exchanges`
const exchangeId = z.string().max(80)
const ofPhysician = rosterPath.extend({ physicianId: z.string().max(80) })
const toAct = { action: 'exchange.act', about: 'schemeMember' } as const

const responses = {
  200: json(exchangesSchema, 'Duties, exchanges and debts as they are now'),
  400: problemResponse('Bad input, by field, or a unit or member the year does not have'),
  409: problemResponse('Refused, nothing changed: the reason says why'),
} as const

const getExchanges = protectedRoute(
  { action: 'exchange.read', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/exchanges`,
    summary: 'Duties as they stand, exchanges one may see, and who owes whom',
    request: { params: rosterPath },
    responses,
  },
)

const postExchange = protectedRoute(toAct, {
  method: 'post',
  path: OWN,
  summary: 'Ask for a swap or offer a duty, in the name of a physician',
  request: { params: ofPhysician, body: jsonBody(newExchangeSchema) },
  responses,
})

const postEvent = protectedRoute(toAct, {
  method: 'post',
  path: `${OWN}/{exchangeId}`,
  summary: 'Propose a draft, accept, decline or withdraw, in the name of a physician',
  request: { params: ofPhysician.extend({ exchangeId }), body: jsonBody(physiciansEventSchema) },
  responses,
})

const postDecision = protectedRoute(
  { action: 'exchange.decide', about: 'scheme' },
  {
    method: 'post',
    path: `${ROSTER}/exchanges/{exchangeId}/decision`,
    summary: 'Approve what everybody has accepted, or refuse it',
    request: { params: rosterPath.extend({ exchangeId }), body: jsonBody(exchangeDecisionSchema) },
    responses,
  },
)

const postOverride = protectedRoute(
  { action: 'duty.override', about: 'scheme' },
  {
    method: 'post',
    path: `${ROSTER}/overrides`,
    summary: 'Give a published duty, or hours of one, to another physician',
    request: { params: rosterPath, body: jsonBody(overrideSchema) },
    responses,
  },
)

/** What stands after a change, or why it was refused. */
async function readAfter(
  context: Context,
  c: Request<RinbanEnv>,
  path: YearPath,
  done: Outcome<null, ExchangeRefusal>,
) {
  return done.ok ? readExchanges(context, c.var.principal, path) : done
}

export const exchangeRoutes = (context: Context) =>
  createApi()
    .openapi(getExchanges, async c => {
      const view = await readExchanges(context, c.var.principal, c.req.valid('param'))
      return view.ok ? c.json(view.value, 200) : answerRefusal(c, view)
    })
    .openapi(postExchange, async c => {
      const path = c.req.valid('param')
      const done = await proposeExchange(context, actorOf(c, path.physicianId), path, c.req.valid('json'))
      const view = await readAfter(context, c, path, done)
      return view.ok ? c.json(view.value, 200) : answerRefusal(c, view)
    })
    .openapi(postEvent, async c => {
      const path = c.req.valid('param')
      const done = await moveExchange(context, actorOf(c, path.physicianId), path, c.req.valid('json'))
      const view = await readAfter(context, c, path, done)
      return view.ok ? c.json(view.value, 200) : answerRefusal(c, view)
    })
    .openapi(postDecision, async c => {
      const path = c.req.valid('param')
      const done = await decideExchange(context, actorOf(c), path, c.req.valid('json'))
      const view = await readAfter(context, c, path, done)
      return view.ok ? c.json(view.value, 200) : answerRefusal(c, view)
    })
    .openapi(postOverride, async c => {
      const path = c.req.valid('param')
      const done = await overrideDuty(context, actorOf(c), path, c.req.valid('json'))
      const view = await readAfter(context, c, path, done)
      return view.ok ? c.json(view.value, 200) : answerRefusal(c, view)
    })
