import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { changeAreas, changeCapabilities, readAreas } from './area.service.ts'
import { areasChangeSchema, areasSchema, capabilitiesChangeSchema } from './area-view.ts'

const ASSOCIATION = '/associations/{associationId}'
const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofPhysician = ofAssociation.extend({ physicianId: z.string().max(80) })

const responses = {
  200: json(areasSchema, 'The areas as they are now'),
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Somebody else was quicker, or an area is in use'),
} as const

const getAreas = protectedRoute(
  { action: 'areas.read', about: 'association' },
  {
    method: 'get',
    path: `${ASSOCIATION}/areas`,
    summary: 'Areas of an association, and which physicians do what there',
    request: { params: ofAssociation },
    responses,
  },
)

const postAreas = protectedRoute(
  { action: 'areas.change', about: 'association' },
  {
    method: 'post',
    path: `${ASSOCIATION}/areas`,
    summary: 'Change the areas of an association as a whole',
    request: { params: ofAssociation, body: jsonBody(areasChangeSchema) },
    responses,
  },
)

const postCapabilities = protectedRoute(
  { action: 'capabilities.enter', about: 'physician' },
  {
    method: 'post',
    path: `${ASSOCIATION}/physicians/{physicianId}/capabilities`,
    summary: 'Enter what a physician does in which area',
    request: { params: ofPhysician, body: jsonBody(capabilitiesChangeSchema) },
    responses,
  },
)

export const areaRoutes = (context: Context) =>
  createApi()
    .openapi(getAreas, async c => {
      const areas = await readAreas(context.db, c.req.valid('param').associationId)
      return areas.ok ? c.json(areas.value, 200) : answerRefusal(c, areas)
    })
    .openapi(postAreas, async c => {
      const { associationId } = c.req.valid('param')
      const areas = await changeAreas(context, actorOf(c), associationId, c.req.valid('json'))
      return areas.ok ? c.json(areas.value, 200) : answerRefusal(c, areas)
    })
    .openapi(postCapabilities, async c => {
      const path = c.req.valid('param')
      const actor = actorOf(c, path.physicianId)
      const areas = await changeCapabilities(context, actor, path, c.req.valid('json'))
      return areas.ok ? c.json(areas.value, 200) : answerRefusal(c, areas)
    })
