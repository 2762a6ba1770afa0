import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { changeTeam, endTeam, makeTeam } from './care-team.service.ts'
import { wrongInBody } from './judge-team.service.ts'
import { overrideAnswer, withdrawOverride } from './override.service.ts'
import { careTeam } from './patient-resource.service.ts'
import {
  newOverrideSchema,
  newTeamSchema,
  teamChangeSchema,
  teamEndSchema,
  teamSchema,
} from './patient-view.ts'

const TEAMS = '/associations/{associationId}/care-teams'
const TEAM = `${TEAMS}/{teamId}`
const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofTeam = ofAssociation.extend({ teamId: z.string().max(80) })
const toChange = { action: 'careTeam.change', about: careTeam } as const

const responses = {
  200: json(teamSchema, 'The team as it is then'),
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Refused: the reason says why'),
} as const

const postTeam = protectedRoute(
  { action: 'careTeam.make', about: 'association' },
  {
    method: 'post',
    path: TEAMS,
    summary: 'Make the care team of a patient or a clinic group',
    request: { params: ofAssociation, body: jsonBody(newTeamSchema) },
    responses,
  },
)

const postChange = protectedRoute(toChange, {
  method: 'post',
  path: TEAM,
  summary: 'Put another team in the place of the present one',
  request: { params: ofTeam, body: jsonBody(teamChangeSchema) },
  responses,
})

const postEnd = protectedRoute(toChange, {
  method: 'post',
  path: `${TEAM}/end`,
  summary: 'End a team: nobody of it answers any more',
  request: { params: ofTeam, body: jsonBody(teamEndSchema) },
  responses: { ...responses, 200: json(z.object({ ended: z.literal(true) }), 'It has ended') },
})

const postOverride = protectedRoute(toChange, {
  method: 'post',
  path: `${TEAM}/overrides`,
  summary: 'Have another physician answer for some hours',
  request: { params: ofTeam, body: jsonBody(newOverrideSchema) },
  responses,
})

const postWithdrawal = protectedRoute(toChange, {
  method: 'post',
  path: `${TEAM}/overrides/{overrideId}/withdraw`,
  summary: 'Take such hours back from now on',
  request: { params: ofTeam.extend({ overrideId: z.string().max(80) }), body: jsonBody(z.strictObject({})) },
  responses,
})

export const careTeamRoutes = (context: Context) =>
  createApi((c, body) => wrongInBody(context, c.req.param('associationId') ?? '', body))
    .openapi(postTeam, async c => {
      const { associationId } = c.req.valid('param')
      const team = await makeTeam(context, actorOf(c), associationId, c.req.valid('json'))
      return team.ok ? c.json(team.value, 200) : answerRefusal(c, team)
    })
    .openapi(postChange, async c => {
      const { teamId } = c.req.valid('param')
      const team = await changeTeam(context, actorOf(c), teamId, c.req.valid('json'))
      return team.ok ? c.json(team.value, 200) : answerRefusal(c, team)
    })
    .openapi(postEnd, async c => {
      const ended = await endTeam(context, actorOf(c), c.req.valid('param').teamId, c.req.valid('json'))
      return ended.ok ? c.json(ended.value, 200) : answerRefusal(c, ended)
    })
    .openapi(postOverride, async c => {
      const { teamId } = c.req.valid('param')
      const team = await overrideAnswer(context, actorOf(c), teamId, c.req.valid('json'))
      return team.ok ? c.json(team.value, 200) : answerRefusal(c, team)
    })
    .openapi(postWithdrawal, async c => {
      const team = await withdrawOverride(context, actorOf(c), c.req.valid('param'))
      return team.ok ? c.json(team.value, 200) : answerRefusal(c, team)
    })
