import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { rosterPath } from '../roster-view.ts'
import { editDraft, readDraftRota } from './draft-edit.service.ts'
import { draftRotaSchema, editedSchema, editsSchema } from './draft-edit-view.ts'

const DRAFT = '/schemes/{schemeId}/rosters/{fiscalYear}/draft'

const getRota = protectedRoute(
  { action: 'draft.read', about: 'scheme' },
  {
    method: 'get',
    path: `${DRAFT}/rota`,
    summary: 'The draft of a year as the rota maker sees it: to judge changes, or as input of `npm run rota`',
    request: { params: rosterPath },
    responses: { 200: json(draftRotaSchema, 'Instance and assignments'), 400: problemResponse('Bad path') },
  },
)

const postEdits = protectedRoute(
  { action: 'draft.edit', about: 'scheme' },
  {
    method: 'post',
    path: `${DRAFT}/edits`,
    summary:
      'Change single posts of the draft, all or none; only what somebody else changed first is refused',
    request: { params: rosterPath, body: jsonBody(editsSchema) },
    responses: {
      200: json(editedSchema, 'The revision after the change'),
      400: problemResponse('Bad input, by field'),
      409: problemResponse('Refused: the reason says why, the detail which day'),
    },
  },
)

export const draftEditRoutes = (context: Context) =>
  createApi()
    .openapi(getRota, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const rota = await readDraftRota(context, schemeId, fiscalYear)
      return rota.ok ? c.json(rota.value, 200) : answerRefusal(c, rota)
    })
    .openapi(postEdits, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const { edits } = c.req.valid('json')
      const edited = await editDraft(context, actorOf(c), schemeId, fiscalYear, edits)
      return edited.ok ? c.json(edited.value, 200) : answerRefusal(c, edited)
    })
