import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { listPhysicianSubscriptions, revokeSubscription, subscribePhysician } from './subscription.service.ts'
import { newSubscriptionSchema, subscriptionsSchema } from './subscription-view.ts'

const SUBSCRIPTIONS = '/associations/{associationId}/physicians/{physicianId}/subscriptions'
const guard = { action: 'subscription.manage', about: 'physician' } as const
const params = z.object({ associationId: z.string().max(80), physicianId: z.string().max(80) })

const getSubscriptions = protectedRoute(guard, {
  method: 'get',
  path: SUBSCRIPTIONS,
  summary: "A physician's calendar subscriptions",
  request: { params },
  responses: { 200: json(subscriptionsSchema, 'Those that have not been revoked') },
})

const postSubscription = protectedRoute(guard, {
  method: 'post',
  path: SUBSCRIPTIONS,
  summary: 'Make a calendar address; it is shown this once',
  request: { params, body: jsonBody(z.object({})) },
  responses: { 200: json(newSubscriptionSchema, 'The new address and all subscriptions') },
})

const postRevoke = protectedRoute(guard, {
  method: 'post',
  path: `${SUBSCRIPTIONS}/{subscriptionId}/revoke`,
  summary: 'End a calendar address',
  request: { params: params.extend({ subscriptionId: z.string().max(80) }), body: jsonBody(z.object({})) },
  responses: { 200: json(subscriptionsSchema, 'Those that are left') },
})

export const subscriptionRoutes = (context: Context) =>
  createApi()
    .openapi(getSubscriptions, async c => {
      const listed = await listPhysicianSubscriptions(context, c.req.valid('param'))
      return listed.ok ? c.json(listed.value, 200) : answerRefusal(c, listed)
    })
    .openapi(postSubscription, async c => {
      const path = c.req.valid('param')
      const made = await subscribePhysician(context, actorOf(c, path.physicianId), path)
      return made.ok ? c.json(made.value, 200) : answerRefusal(c, made)
    })
    .openapi(postRevoke, async c => {
      const path = c.req.valid('param')
      const left = await revokeSubscription(context, actorOf(c, path.physicianId), path)
      return left.ok ? c.json(left.value, 200) : answerRefusal(c, left)
    })
