import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import type { RinbanEnv } from '../../http/env.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { accept } from '../../http/refusal.ts'
import type { Principal } from '../../identity/principal.ts'
import { rosterPath } from '../roster-view.ts'
import { importCalendar, previewCalendar } from './import-calendar.service.ts'
import { readMemberWishes } from './member-wishes.service.ts'
import { addWishes, type Entering, type MemberPath, removeWish } from './wish.service.ts'
import { sayNone } from './wish-answer.service.ts'
import {
  addedWishesSchema,
  calendarFileSchema,
  calendarPreviewSchema,
  calendarToStoreSchema,
  memberWishesSchema,
  newWishesBody,
  noneSchema,
} from './wish-view.ts'

const WISHES = '/schemes/{schemeId}/rosters/{fiscalYear}/physicians/{physicianId}/wishes'
const params = rosterPath.extend({ physicianId: z.string().max(80) })
const toEnter = { action: 'wish.enter', about: 'schemeMember' } as const

const refusals = {
  400: problemResponse('Bad input, by field, a unit the year does not have, or no member in that year'),
  409: problemResponse('Refused: the reason says why'),
} as const

const getWishes = protectedRoute(
  { action: 'wish.read', about: 'schemeMember' },
  {
    method: 'get',
    path: WISHES,
    summary: "A member's wishes with the units each touches",
    request: { params },
    responses: { 200: json(memberWishesSchema, 'Units, wishes, quota'), ...refusals },
  },
)

const postWishes = protectedRoute(toEnter, {
  method: 'post',
  path: WISHES,
  summary: 'Add wishes, all or none; a new word on a unit takes the place of the old one',
  request: { params, body: jsonBody(newWishesBody) },
  responses: { 200: json(addedWishesSchema, 'All wishes, and the ids of the new ones'), ...refusals },
})

const postRemove = protectedRoute(toEnter, {
  method: 'post',
  path: `${WISHES}/{wishId}/remove`,
  summary: 'Take a wish back; one that is gone already stays gone',
  request: { params: params.extend({ wishId: z.string().max(80) }), body: jsonBody(z.object({})) },
  responses: { 200: json(memberWishesSchema, 'Those that are left'), ...refusals },
})

const postNone = protectedRoute(toEnter, {
  method: 'post',
  path: `${WISHES}/none`,
  summary: 'Say that a member has no wishes for the year (希望なし), or take that back',
  request: { params, body: jsonBody(noneSchema) },
  responses: { 200: json(memberWishesSchema, 'As it is then'), ...refusals },
})

const importRefusals = { ...refusals, 413: problemResponse('The file is too large') } as const

const postPreview = protectedRoute(toEnter, {
  method: 'post',
  path: `${WISHES}/import/preview`,
  summary: "What the busy times of a member's own calendar (.ics) would do; nothing is stored",
  request: { params, body: jsonBody(calendarFileSchema) },
  responses: { 200: json(calendarPreviewSchema, 'Events read, units that would be 不可'), ...importRefusals },
})

const postImport = protectedRoute(toEnter, {
  method: 'post',
  path: `${WISHES}/import`,
  summary: 'Store the busy times of a calendar (.ics) as one 不可, and nothing else of it',
  request: { params, body: jsonBody(calendarToStoreSchema) },
  responses: { 200: json(addedWishesSchema, 'All wishes, and the id of the new one'), ...importRefusals },
})

const enteringOf = (c: Request<RinbanEnv>, physicianId: string): Entering => ({
  actor: actorOf(c, physicianId),
  principal: c.var.principal,
})

/** All wishes as they are after some were added. */
async function readAdded(context: Context, principal: Principal, path: MemberPath, added: string[]) {
  const wishes = await readMemberWishes(context, principal, path)
  return wishes.ok ? accept({ ...wishes.value, added }) : wishes
}

export const wishRoutes = (context: Context) =>
  createApi()
    .openapi(getWishes, async c => {
      const wishes = await readMemberWishes(context, c.var.principal, c.req.valid('param'))
      return wishes.ok ? c.json(wishes.value, 200) : answerRefusal(c, wishes)
    })
    .openapi(postWishes, async c => {
      const path = c.req.valid('param')
      const by = enteringOf(c, path.physicianId)
      const done = await addWishes(context, by, path, c.req.valid('json').wishes)
      const wishes = done.ok ? await readAdded(context, by.principal, path, done.value.added) : done
      return wishes.ok ? c.json(wishes.value, 200) : answerRefusal(c, wishes)
    })
    .openapi(postRemove, async c => {
      const path = c.req.valid('param')
      const by = enteringOf(c, path.physicianId)
      const done = await removeWish(context, by, path, path.wishId)
      const wishes = done.ok ? await readMemberWishes(context, by.principal, path) : done
      return wishes.ok ? c.json(wishes.value, 200) : answerRefusal(c, wishes)
    })
    .openapi(postNone, async c => {
      const path = c.req.valid('param')
      const by = enteringOf(c, path.physicianId)
      const done = await sayNone(context, by, path, c.req.valid('json').none)
      const wishes = done.ok ? await readMemberWishes(context, by.principal, path) : done
      return wishes.ok ? c.json(wishes.value, 200) : answerRefusal(c, wishes)
    })
    .openapi(postPreview, async c => {
      const path = c.req.valid('param')
      const { text } = c.req.valid('json')
      const preview = await previewCalendar(context, enteringOf(c, path.physicianId), path, text)
      return preview.ok ? c.json(preview.value, 200) : answerRefusal(c, preview)
    })
    .openapi(postImport, async c => {
      const path = c.req.valid('param')
      const by = enteringOf(c, path.physicianId)
      const done = await importCalendar(context, by, path, c.req.valid('json'))
      const wishes = done.ok ? await readAdded(context, by.principal, path, done.value.added) : done
      return wishes.ok ? c.json(wishes.value, 200) : answerRefusal(c, wishes)
    })
