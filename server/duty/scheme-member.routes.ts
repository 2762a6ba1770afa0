import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import {
  addMember,
  changeMember,
  endMember,
  readMembers,
  removeMember,
  unknownInMember,
} from './scheme-member.service.ts'
import {
  memberChangeSchema,
  memberEndSchema,
  memberRemovalSchema,
  newMemberSchema,
  schemeMembersSchema,
} from './scheme-member-view.ts'

const MEMBERS = '/schemes/{schemeId}/members'
const PERIOD = `${MEMBERS}/{physicianId}/{joinedOn}`
const ofScheme = z.object({ schemeId: z.string().max(80) })
const ofPeriod = ofScheme.extend({
  physicianId: z.string().max(80),
  joinedOn: z.iso.date().openapi({ description: 'the first day of the period' }),
})

const answers = {
  200: json(schemeMembersSchema, 'The members as they are then'),
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Refused: the reason says why'),
}

const getMembers = protectedRoute(
  { action: 'scheme.read', about: 'scheme' },
  {
    method: 'get',
    path: MEMBERS,
    summary: 'The members of a scheme, past and future, and who can be added',
    request: { params: ofScheme },
    responses: { 200: answers[200], 400: answers[400] },
  },
)

const postMember = protectedRoute(
  { action: 'scheme.change', about: 'scheme' },
  {
    method: 'post',
    path: MEMBERS,
    summary: 'Add a physician of the association for a period',
    request: { params: ofScheme, body: jsonBody(newMemberSchema) },
    responses: answers,
  },
)

const postChange = protectedRoute(
  { action: 'scheme.change', about: 'schemeMember' },
  {
    method: 'post',
    path: PERIOD,
    summary: 'Change a period of membership as a whole',
    request: { params: ofPeriod, body: jsonBody(memberChangeSchema) },
    responses: answers,
  },
)

const postEnd = protectedRoute(
  { action: 'scheme.change', about: 'schemeMember' },
  {
    method: 'post',
    path: `${PERIOD}/end`,
    summary: 'End a period; duties after it stay and are counted as to be passed on',
    request: { params: ofPeriod, body: jsonBody(memberEndSchema) },
    responses: answers,
  },
)

const postRemoval = protectedRoute(
  { action: 'scheme.change', about: 'schemeMember' },
  {
    method: 'post',
    path: `${PERIOD}/remove`,
    summary: 'Remove a period entered by mistake, which has not begun and which nothing rests on',
    request: { params: ofPeriod, body: jsonBody(memberRemovalSchema) },
    responses: answers,
  },
)

export const schemeMemberRoutes = (context: Context) =>
  createApi((c, body) => unknownInMember(context, c.req.param('schemeId') ?? '', body))
    .openapi(getMembers, async c => {
      const members = await readMembers(context, c.req.valid('param').schemeId)
      return members.ok ? c.json(members.value, 200) : answerRefusal(c, members)
    })
    .openapi(postMember, async c => {
      const { schemeId } = c.req.valid('param')
      const members = await addMember(context, actorOf(c), schemeId, c.req.valid('json'))
      return members.ok ? c.json(members.value, 200) : answerRefusal(c, members)
    })
    .openapi(postChange, async c => {
      const members = await changeMember(context, actorOf(c), c.req.valid('param'), c.req.valid('json'))
      return members.ok ? c.json(members.value, 200) : answerRefusal(c, members)
    })
    .openapi(postEnd, async c => {
      const members = await endMember(context, actorOf(c), c.req.valid('param'), c.req.valid('json'))
      return members.ok ? c.json(members.value, 200) : answerRefusal(c, members)
    })
    .openapi(postRemoval, async c => {
      const members = await removeMember(context, actorOf(c), c.req.valid('param'), c.req.valid('json'))
      return members.ok ? c.json(members.value, 200) : answerRefusal(c, members)
    })
