import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { Context } from '../context.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import type { RinbanEnv } from '../http/env.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { signedInOf } from '../http/visitor-of.ts'
import type { Subscriber } from './holder.service.ts'
import { readAllSubscriptions, readCalendars, readSubscriptions } from './read-subscriptions.service.ts'
import {
  changeSubscription,
  makeSubscription,
  renewSubscription,
  revokeSubscription,
} from './subscription.service.ts'
import {
  allSubscriptionsSchema,
  calendarsSchema,
  newSubscriptionSchema,
  subscriptionChangeSchema,
  subscriptionEndSchema,
  subscriptionMakingSchema,
  subscriptionsSchema,
} from './subscription-view.ts'

const CALENDARS = '/associations/{associationId}/calendars'
const LIST = `${CALENDARS}/{audience}/{audienceId}/subscriptions`
const ONE = `${LIST}/{subscriptionId}`
const id = z.string().max(80)
const ofAssociation = z.object({ associationId: id })
const ofCalendar = ofAssociation.extend({ audience: id, audienceId: id })
const ofSubscription = ofCalendar.extend({ subscriptionId: id })
const guard = { action: 'calendar.subscribe', about: 'calendar' } as const

const refusals = {
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Refused: the reason says why'),
} as const

const getCalendars = protectedRoute(
  { action: 'calendars.read', about: 'association' },
  {
    method: 'get',
    path: CALENDARS,
    summary: 'The calendars that whoever asks may subscribe to',
    request: { params: ofAssociation },
    responses: { 200: json(calendarsSchema, 'Those that several share before those of one') },
  },
)

const getAll = protectedRoute(
  { action: 'subscriptions.readAll', about: 'association' },
  {
    method: 'get',
    path: '/associations/{associationId}/subscriptions',
    summary: 'All calendar subscriptions of an association, with whom to ask about them',
    request: { params: ofAssociation },
    responses: { 200: json(allSubscriptionsSchema, 'Those not read for 7 days first') },
  },
)

const getSubscriptions = protectedRoute(guard, {
  method: 'get',
  path: LIST,
  summary: "A calendar's subscriptions",
  request: { params: ofCalendar },
  responses: { 200: json(subscriptionsSchema, 'Those that have not been revoked') },
})

const postSubscription = protectedRoute(guard, {
  method: 'post',
  path: LIST,
  summary: 'Make a calendar address; it is shown this once',
  request: { params: ofCalendar, body: jsonBody(subscriptionMakingSchema) },
  responses: { 200: json(newSubscriptionSchema, 'The new address and all subscriptions'), ...refusals },
})

const postChange = protectedRoute(guard, {
  method: 'post',
  path: ONE,
  summary: 'Change name and reminder of a subscription',
  request: { params: ofSubscription, body: jsonBody(subscriptionChangeSchema) },
  responses: { 200: json(subscriptionsSchema, 'All subscriptions as they are then'), ...refusals },
})

const postRenew = protectedRoute(guard, {
  method: 'post',
  path: `${ONE}/renew`,
  summary: 'Give a subscription a new address; the old one ends at once',
  request: { params: ofSubscription, body: jsonBody(z.object({})) },
  responses: { 200: json(newSubscriptionSchema, 'The new address and all subscriptions'), ...refusals },
})

const postRevoke = protectedRoute(guard, {
  method: 'post',
  path: `${ONE}/revoke`,
  summary: 'End a calendar address',
  request: { params: ofSubscription, body: jsonBody(subscriptionEndSchema) },
  responses: { 200: json(subscriptionsSchema, 'Those that are left'), ...refusals },
})

function subscriberOf(request: Request<RinbanEnv>): Subscriber {
  const { accountId, memberships } = signedInOf(request)
  return { accountId, memberships, address: request.var.address }
}

export const subscriptionRoutes = (context: Context) =>
  createApi()
    .openapi(getCalendars, async c => {
      const read = await readCalendars(context, signedInOf(c), c.req.valid('param').associationId)
      return read.ok ? c.json(read.value, 200) : answerRefusal(c, read)
    })
    .openapi(getAll, async c => {
      const read = await readAllSubscriptions(context, c.req.valid('param').associationId)
      return read.ok ? c.json(read.value, 200) : answerRefusal(c, read)
    })
    .openapi(getSubscriptions, async c => {
      const read = await readSubscriptions(context, subscriberOf(c), c.req.valid('param'))
      return read.ok ? c.json(read.value, 200) : answerRefusal(c, read)
    })
    .openapi(postSubscription, async c => {
      const path = c.req.valid('param')
      const made = await makeSubscription(context, subscriberOf(c), path, c.req.valid('json'))
      return made.ok ? c.json(made.value, 200) : answerRefusal(c, made)
    })
    .openapi(postChange, async c => {
      const path = c.req.valid('param')
      const changed = await changeSubscription(context, subscriberOf(c), path, c.req.valid('json'))
      return changed.ok ? c.json(changed.value, 200) : answerRefusal(c, changed)
    })
    .openapi(postRenew, async c => {
      const renewed = await renewSubscription(context, subscriberOf(c), c.req.valid('param'))
      return renewed.ok ? c.json(renewed.value, 200) : answerRefusal(c, renewed)
    })
    .openapi(postRevoke, async c => {
      const path = c.req.valid('param')
      const left = await revokeSubscription(context, subscriberOf(c), path, c.req.valid('json'))
      return left.ok ? c.json(left.value, 200) : answerRefusal(c, left)
    })
