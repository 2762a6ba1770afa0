import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { instantOf } from '../../time/tokyo.ts'
import { changeCall, receiveCall } from './call.service.ts'
import {
  callChangeSchema,
  callCountsSchema,
  callMonthSchema,
  callSchema,
  callsQuerySchema,
  callsSchema,
  newCallSchema,
} from './call-view.ts'
import { callCounts, readCalls } from './read-calls.service.ts'

const ASSOCIATION = '/associations/{associationId}'
const CALLS = `${ASSOCIATION}/calls`
const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofCall = ofAssociation.extend({ callId: z.string().max(80) })
const badInput = { 400: problemResponse('Bad input, by field') } as const
const reading = { action: 'calls.read', about: 'association' } as const
const entering = { action: 'call.enter', about: 'association' } as const

const getCalls = protectedRoute(reading, {
  method: 'get',
  path: CALLS,
  summary: 'The calls of a day, and with those of today all that are still open',
  request: { params: ofAssociation, query: callsQuerySchema },
  responses: { 200: json(callsSchema, 'The newest first'), ...badInput },
})

const getCounts = protectedRoute(reading, {
  method: 'get',
  path: `${ASSOCIATION}/call-counts`,
  summary:
    'The calls of a month by outcome and caller, and how long one waits for an answer; no patient is in it',
  request: { params: ofAssociation, query: callMonthSchema },
  responses: { 200: json(callCountsSchema, 'The counts'), ...badInput },
})

const postCall = protectedRoute(entering, {
  method: 'post',
  path: CALLS,
  summary: 'Enter a call as received; sent again with the same id it is the same call',
  request: { params: ofAssociation, body: jsonBody(newCallSchema) },
  responses: { 200: json(callSchema, 'The call'), ...badInput },
})

const postChange = protectedRoute(entering, {
  method: 'post',
  path: `${CALLS}/{callId}`,
  summary: 'Enter a step of a call, or correct what was entered',
  request: { params: ofCall, body: jsonBody(callChangeSchema) },
  responses: {
    200: json(callSchema, 'The call'),
    ...badInput,
    409: problemResponse('Somebody else has changed the call meanwhile'),
  },
})

/** A month in Tokyo, from its first instant to that of the next. */
function monthOf(month: string) {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { start: instantOf(`${month}-01`, '00:00'), end: instantOf(`${next}-01`, '00:00') }
}

export const callRoutes = (context: Context) =>
  createApi()
    .openapi(getCalls, async c => {
      const view = await readCalls(context, c.req.valid('param').associationId, c.req.valid('query').day)
      return view.ok ? c.json(view.value, 200) : answerRefusal(c, view)
    })
    .openapi(getCounts, async c => {
      const month = monthOf(c.req.valid('query').month)
      return c.json(await callCounts(context.db, c.req.valid('param').associationId, month), 200)
    })
    .openapi(postCall, async c => {
      const { associationId } = c.req.valid('param')
      const received = await receiveCall(context, actorOf(c), associationId, c.req.valid('json'))
      return received.ok ? c.json(received.value, 200) : answerRefusal(c, received)
    })
    .openapi(postChange, async c => {
      const changed = await changeCall(context, actorOf(c), c.req.valid('param'), c.req.valid('json'))
      return changed.ok ? c.json(changed.value, 200) : answerRefusal(c, changed)
    })
