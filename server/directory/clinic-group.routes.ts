import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import {
  addClinicGroup,
  changeClinicGroup,
  readClinicGroups,
  removeClinicGroup,
} from './clinic-group.service.ts'
import {
  clinicGroupChangeSchema,
  clinicGroupRemovalSchema,
  clinicGroupsSchema,
  newClinicGroupSchema,
} from './clinic-group-view.ts'

const GROUPS = '/associations/{associationId}/clinic-groups'
const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofGroup = ofAssociation.extend({ groupId: z.string().max(80) })
const changing = { action: 'settings.change', about: 'association' } as const

const responses = {
  200: json(clinicGroupsSchema, 'The groups as they are now'),
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Somebody else was quicker'),
} as const

const getGroups = protectedRoute(
  { action: 'settings.read', about: 'association' },
  {
    method: 'get',
    path: GROUPS,
    summary: 'Groups of clinics that cover each other',
    request: { params: ofAssociation },
    responses,
  },
)

const postGroup = protectedRoute(changing, {
  method: 'post',
  path: GROUPS,
  summary: 'Make a group of clinics',
  request: { params: ofAssociation, body: jsonBody(newClinicGroupSchema) },
  responses,
})

const postChange = protectedRoute(changing, {
  method: 'post',
  path: `${GROUPS}/{groupId}`,
  summary: 'Change the name and the clinics of a group',
  request: { params: ofGroup, body: jsonBody(clinicGroupChangeSchema) },
  responses,
})

const postRemoval = protectedRoute(changing, {
  method: 'post',
  path: `${GROUPS}/{groupId}/remove`,
  summary: 'Take a group away; its calendar ends',
  request: { params: ofGroup, body: jsonBody(clinicGroupRemovalSchema) },
  responses,
})

export const clinicGroupRoutes = (context: Context) =>
  createApi()
    .openapi(getGroups, async c => {
      const groups = await readClinicGroups(context.db, c.req.valid('param').associationId)
      return groups.ok ? c.json(groups.value, 200) : answerRefusal(c, groups)
    })
    .openapi(postGroup, async c => {
      const { associationId } = c.req.valid('param')
      const groups = await addClinicGroup(context, actorOf(c), associationId, c.req.valid('json'))
      return groups.ok ? c.json(groups.value, 200) : answerRefusal(c, groups)
    })
    .openapi(postChange, async c => {
      const groups = await changeClinicGroup(context, actorOf(c), c.req.valid('param'), c.req.valid('json'))
      return groups.ok ? c.json(groups.value, 200) : answerRefusal(c, groups)
    })
    .openapi(postRemoval, async c => {
      const { revision } = c.req.valid('json')
      const groups = await removeClinicGroup(context, actorOf(c), c.req.valid('param'), revision)
      return groups.ok ? c.json(groups.value, 200) : answerRefusal(c, groups)
    })
