import { z } from '@hono/zod-openapi'
import type { ServerContext } from '../context.ts'
import { associationSchema } from '../directory/directory-view.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { draftRoster } from './draft.service.ts'
import { publishingSchema } from './gate/gate-view.ts'
import { publishRoster } from './publication.service.ts'
import { readDistricts, readDraft, readPublication, readRoster } from './roster.service.ts'
import {
  draftSchema,
  publicationSchema,
  revisionSchema,
  rosterPath,
  rosterSummarySchema,
} from './roster-view.ts'

const ROSTER = '/schemes/{schemeId}/rosters/{fiscalYear}'
const badPath = { 400: problemResponse('Bad input, by field') }
const changeAnswers = {
  200: json(rosterSummarySchema, 'The year as it is then'),
  ...badPath,
  409: problemResponse('Refused: the reason says why'),
}

const getDistricts = protectedRoute(
  { action: 'districts.list', about: 'installation' },
  {
    method: 'get',
    path: '/associations',
    summary: 'Associations with their schemes and years',
    responses: { 200: json(z.object({ associations: z.array(associationSchema) }), 'All associations') },
  },
)

const getRoster = protectedRoute(
  { action: 'roster.read', about: 'scheme' },
  {
    method: 'get',
    path: ROSTER,
    summary: 'A year of a scheme: members, versions, revision',
    request: { params: rosterPath },
    responses: { 200: json(rosterSummarySchema, 'The year'), ...badPath },
  },
)

const getDraft = protectedRoute(
  { action: 'draft.read', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/draft`,
    summary: 'The draft of a year',
    request: { params: rosterPath },
    responses: { 200: json(draftSchema, 'Units, people, findings'), ...badPath },
  },
)

const postDraft = protectedRoute(
  { action: 'draft.make', about: 'scheme' },
  {
    method: 'post',
    path: `${ROSTER}/draft`,
    summary: 'Make the draft of a year anew, around what is settled in it (固定)',
    request: { params: rosterPath, body: jsonBody(revisionSchema) },
    responses: changeAnswers,
  },
)

const getPublication = protectedRoute(
  { action: 'roster.read', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/publications/{number}`,
    summary: 'A published version of a year',
    request: { params: rosterPath.extend({ number: z.coerce.number().int().min(1).max(1_000_000) }) },
    responses: { 200: json(publicationSchema, 'Units and people'), ...badPath },
  },
)

const postPublication = protectedRoute(
  { action: 'roster.publish', about: 'scheme' },
  {
    method: 'post',
    path: `${ROSTER}/publications`,
    summary: 'Publish the draft as the next version, if the gate lets it through',
    request: { params: rosterPath, body: jsonBody(publishingSchema) },
    responses: changeAnswers,
  },
)

export const rosterRoutes = (context: ServerContext) =>
  createApi()
    .openapi(getDistricts, async c =>
      c.json({ associations: await readDistricts(context, c.var.principal) }, 200),
    )
    .openapi(getRoster, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const roster = await readRoster(context, c.var.principal, schemeId, fiscalYear)
      return roster.ok ? c.json(roster.value, 200) : answerRefusal(c, roster)
    })
    .openapi(getDraft, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const draft = await readDraft(context, schemeId, fiscalYear)
      return draft.ok ? c.json(draft.value, 200) : answerRefusal(c, draft)
    })
    .openapi(postDraft, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const made = await draftRoster(context, actorOf(c), schemeId, fiscalYear, c.req.valid('json').revision)
      const roster = made.ok ? await readRoster(context, c.var.principal, schemeId, fiscalYear) : made
      return roster.ok ? c.json(roster.value, 200) : answerRefusal(c, roster)
    })
    .openapi(getPublication, async c => {
      const { schemeId, fiscalYear, number } = c.req.valid('param')
      const publication = await readPublication(context, schemeId, fiscalYear, number)
      return publication.ok ? c.json(publication.value, 200) : answerRefusal(c, publication)
    })
    .openapi(postPublication, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const { revision, waivers } = c.req.valid('json')
      const done = await publishRoster(context, actorOf(c), schemeId, fiscalYear, revision, waivers)
      const roster = done.ok ? await readRoster(context, c.var.principal, schemeId, fiscalYear) : done
      return roster.ok ? c.json(roster.value, 200) : answerRefusal(c, roster)
    })
