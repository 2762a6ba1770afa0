import { z } from '@hono/zod-openapi'
import type { ServerContext } from '../../context.ts'
import { json } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { rosterPath } from '../roster-view.ts'
import { readDraftFairness, readPublicationFairness } from './fairness.service.ts'
import { fairnessSchema } from './fairness-view.ts'

const ROSTER = '/schemes/{schemeId}/rosters/{fiscalYear}'
const responses = {
  200: json(fairnessSchema, 'Everybody’s part, and the whole beside one dealt out in turn'),
  400: problemResponse('Bad path, by field'),
}

const getOfDraft = protectedRoute(
  { action: 'draft.read', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/draft/fairness`,
    summary: 'How fair the draft of a year is',
    request: { params: rosterPath },
    responses,
  },
)

const getOfPublication = protectedRoute(
  { action: 'roster.read', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/publications/{number}/fairness`,
    summary: 'How fair a published version of a year is',
    request: { params: rosterPath.extend({ number: z.coerce.number().int().min(1).max(1_000_000) }) },
    responses,
  },
)

export const fairnessRoutes = (context: ServerContext) =>
  createApi()
    .openapi(getOfDraft, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const fairness = await readDraftFairness(context, c.var.principal, schemeId, fiscalYear)
      return fairness.ok ? c.json(fairness.value, 200) : answerRefusal(c, fairness)
    })
    .openapi(getOfPublication, async c => {
      const { schemeId, fiscalYear, number } = c.req.valid('param')
      const fairness = await readPublicationFairness(context, c.var.principal, schemeId, fiscalYear, number)
      return fairness.ok ? c.json(fairness.value, 200) : answerRefusal(c, fairness)
    })
