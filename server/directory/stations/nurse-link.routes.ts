import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { addLink, endLink } from './nurse-link.service.ts'
import { readLinks } from './station.service.ts'
import { newNurseLinkSchema, nurseLinkEndSchema, nurseLinksSchema } from './station-view.ts'

const LINKS = '/associations/{associationId}/nurse-links'
const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofLink = ofAssociation.extend({ linkId: z.string().max(80) })

const answers = {
  200: json(nurseLinksSchema, 'The links as they are then'),
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Refused: the reason says why'),
}

const getLinks = protectedRoute(
  { action: 'stations.change', about: 'association' },
  {
    method: 'get',
    path: LINKS,
    summary: 'Which stations stand behind whom, and what can be linked',
    request: { params: ofAssociation },
    responses: { 200: answers[200], 400: answers[400] },
  },
)

const postLink = protectedRoute(
  { action: 'stations.change', about: 'association' },
  {
    method: 'post',
    path: LINKS,
    summary: 'Link a station, also one of another association, to a scheme, physician, clinic or patient',
    request: { params: ofAssociation, body: jsonBody(newNurseLinkSchema) },
    responses: answers,
  },
)

const postEnd = protectedRoute(
  { action: 'stations.change', about: 'association' },
  {
    method: 'post',
    path: `${LINKS}/{linkId}/end`,
    summary: 'End a link, or move its last day',
    request: { params: ofLink, body: jsonBody(nurseLinkEndSchema) },
    responses: answers,
  },
)

export const nurseLinkRoutes = (context: Context) =>
  createApi()
    .openapi(getLinks, async c => c.json(await readLinks(context, c.req.valid('param').associationId), 200))
    .openapi(postLink, async c => {
      const { associationId } = c.req.valid('param')
      const links = await addLink(context, actorOf(c), associationId, c.req.valid('json'))
      return links.ok ? c.json(links.value, 200) : answerRefusal(c, links)
    })
    .openapi(postEnd, async c => {
      const links = await endLink(context, actorOf(c), c.req.valid('param'), c.req.valid('json'))
      return links.ok ? c.json(links.value, 200) : answerRefusal(c, links)
    })
