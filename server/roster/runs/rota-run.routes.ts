import { z } from '@hono/zod-openapi'
import type { ServerContext } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { rosterPath } from '../roster-view.ts'
import { readCurrentRun, readRun, stopSearch } from './rota-run.service.ts'
import { currentRunSchema, newSearchSchema, runPath, runSchema, takingSchema } from './rota-run-view.ts'
import { startSearch } from './start-search.service.ts'
import { takeRota } from './take-rota.service.ts'

const RUNS = '/schemes/{schemeId}/rosters/{fiscalYear}/runs'
const guard = { action: 'rota.search', about: 'scheme' } as const
const refusals = {
  400: problemResponse('Bad input, by field; people and units in it by their ids'),
  409: problemResponse('Refused: the reason says why'),
}
const runAnswers = { 200: json(runSchema, 'The search as it is then'), ...refusals }

const postRun = protectedRoute(guard, {
  method: 'post',
  path: RUNS,
  summary: 'Start a search for the best rota of a year',
  request: { params: rosterPath, body: jsonBody(newSearchSchema) },
  responses: runAnswers,
})

const getCurrent = protectedRoute(guard, {
  method: 'get',
  path: `${RUNS}/current`,
  summary: 'The search under way, else the last one',
  request: { params: rosterPath },
  responses: { 200: json(currentRunSchema, 'The search'), ...refusals },
})

const getRun = protectedRoute(guard, {
  method: 'get',
  path: `${RUNS}/{runId}`,
  summary: 'A search, and how it stands',
  request: { params: runPath },
  responses: runAnswers,
})

const postStop = protectedRoute(guard, {
  method: 'post',
  path: `${RUNS}/{runId}/stop`,
  summary: 'Have a search end with the best so far',
  request: { params: runPath, body: jsonBody(z.object({})) },
  responses: runAnswers,
})

const postTake = protectedRoute(guard, {
  method: 'post',
  path: `${RUNS}/{runId}/take`,
  summary: 'Put the rota of a search that is over, or one of its ways out, in the place of the draft',
  request: { params: runPath, body: jsonBody(takingSchema) },
  responses: runAnswers,
})

/** Searches for a rota. A server conducts one at a time, others wait for their turn. */
export const rotaRunRoutes = (context: ServerContext) =>
  createApi()
    .openapi(postRun, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const started = await startSearch(context, actorOf(c), schemeId, fiscalYear, c.req.valid('json'))
      const run = started.ok
        ? await readRun(context, actorOf(c), schemeId, fiscalYear, started.value.id)
        : started
      return run.ok ? c.json(run.value, 200) : answerRefusal(c, run)
    })
    .openapi(getCurrent, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      return c.json(await readCurrentRun(context, actorOf(c), schemeId, fiscalYear), 200)
    })
    .openapi(getRun, async c => {
      const { schemeId, fiscalYear, runId } = c.req.valid('param')
      const run = await readRun(context, actorOf(c), schemeId, fiscalYear, runId)
      return run.ok ? c.json(run.value, 200) : answerRefusal(c, run)
    })
    .openapi(postStop, async c => {
      const { schemeId, fiscalYear, runId } = c.req.valid('param')
      const stopped = await stopSearch(context, actorOf(c), schemeId, fiscalYear, runId)
      const run = stopped.ok ? await readRun(context, actorOf(c), schemeId, fiscalYear, runId) : stopped
      return run.ok ? c.json(run.value, 200) : answerRefusal(c, run)
    })
    .openapi(postTake, async c => {
      const { schemeId, fiscalYear, runId } = c.req.valid('param')
      const taken = await takeRota(context, actorOf(c), schemeId, fiscalYear, runId, c.req.valid('json'))
      const run = taken.ok ? await readRun(context, actorOf(c), schemeId, fiscalYear, runId) : taken
      return run.ok ? c.json(run.value, 200) : answerRefusal(c, run)
    })
