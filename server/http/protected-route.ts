import { createRoute, type RouteConfig } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { type Action, actions } from '../identity/actions.ts'
import { whyNot } from '../identity/can.ts'
import { type Finder, findResource, type ResourceKind } from '../identity/resource.service.ts'
import { answerRefusal, problemResponse } from './api.ts'
import type { RinbanEnv } from './env.ts'
import { refuse } from './refusal.ts'

/** What a route is about and what is done to it. */
export type Guard = { action: Action; about: ResourceKind | Finder }

const guarded = ({ action, about }: Guard) =>
  createMiddleware<RinbanEnv>(async (c, next) => {
    if (actions[action].of === 'open') return next()
    const { context } = c.var
    const path = c.req.param()
    const resource = await (typeof about === 'string'
      ? findResource(context, about, path)
      : about.find(context, path))
    const denial = whyNot(c.var.principal, action, resource)
    return denial ? answerRefusal(c, refuse(denial)) : next()
  })

const refusals = {
  401: problemResponse('Sign in first'),
  403: problemResponse('Not allowed to this role, or the second factor is missing'),
  404: problemResponse('Does not exist, or belongs to another association'),
} as const

type Guarded<Route extends RouteConfig> = Route & {
  middleware: ReturnType<typeof guarded>
  responses: typeof refusals & Route['responses']
}

/**
 * A route that is refused before its handler runs unless the principal may do its action. Its guard stands in
 * the API description as `x-action` and `x-about`, where the test of all routes reads it.
 */
export const protectedRoute = <const Route extends RouteConfig>(guard: Guard, route: Route) =>
  createRoute<Route['path'], Guarded<Route>>({
    ...route,
    middleware: guarded(guard),
    responses: { ...refusals, ...route.responses },
    'x-action': guard.action,
    'x-about': typeof guard.about === 'string' ? guard.about : guard.about.kind,
  } as Guarded<Route>)
