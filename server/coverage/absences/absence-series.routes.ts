import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { changeReasons } from './absence-reason.service.ts'
import { absenceReasonsChangeSchema, absenceReasonsSchema } from './absence-reason-view.ts'
import { endSeries, enterSeries } from './absence-series.service.ts'
import { enteredSeriesSchema, newSeriesSchema, seriesEndSchema } from './absence-series-view.ts'

const ASSOCIATION = '/associations/{associationId}'
const SERIES = `${ASSOCIATION}/physicians/{physicianId}/absence-series`

const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofPhysician = ofAssociation.extend({ physicianId: z.string().max(80) })
const ofSeries = ofPhysician.extend({ seriesId: z.string().max(80) })

const entering = { action: 'absence.enter', about: 'physician' } as const
const refusals = {
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Refused: the reason says why'),
} as const

const postSeries = protectedRoute(entering, {
  method: 'post',
  path: SERIES,
  summary: 'Enter an absence that returns every week',
  request: { params: ofPhysician, body: jsonBody(newSeriesSchema) },
  responses: { 200: json(enteredSeriesSchema, 'How many absences were entered'), ...refusals },
})

const postEnd = protectedRoute(entering, {
  method: 'post',
  path: `${SERIES}/{seriesId}/end`,
  summary: 'End a weekly absence from a day on',
  request: { params: ofSeries, body: jsonBody(seriesEndSchema) },
  responses: { 200: json(enteredSeriesSchema, 'How many absences were withdrawn'), ...refusals },
})

const postReasons = protectedRoute(
  { action: 'absenceReasons.change', about: 'association' },
  {
    method: 'post',
    path: `${ASSOCIATION}/absence-reasons`,
    summary: 'Change the list of reasons for absences as a whole',
    request: { params: ofAssociation, body: jsonBody(absenceReasonsChangeSchema) },
    responses: { 200: json(absenceReasonsSchema, 'The reasons as they are now'), ...refusals },
  },
)

export const absenceSeriesRoutes = (context: Context) =>
  createApi()
    .openapi(postSeries, async c => {
      const path = c.req.valid('param')
      const entered = await enterSeries(context, actorOf(c, path.physicianId), path, c.req.valid('json'))
      return entered.ok ? c.json(entered.value, 200) : answerRefusal(c, entered)
    })
    .openapi(postEnd, async c => {
      const path = c.req.valid('param')
      const ended = await endSeries(context, actorOf(c, path.physicianId), path, c.req.valid('json'))
      return ended.ok ? c.json(ended.value, 200) : answerRefusal(c, ended)
    })
    .openapi(postReasons, async c => {
      const { associationId } = c.req.valid('param')
      const changed = await changeReasons(context, actorOf(c), associationId, c.req.valid('json'))
      return changed.ok ? c.json(changed.value, 200) : answerRefusal(c, changed)
    })
