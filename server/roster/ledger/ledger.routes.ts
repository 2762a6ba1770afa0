import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { rosterPath } from '../roster-view.ts'
import { enterInLedger, readLedger } from './ledger.service.ts'
import { ledgerSchema, newEntrySchema } from './ledger-view.ts'

const path = '/schemes/{schemeId}/rosters/{fiscalYear}/ledger'
const badInput = { 400: problemResponse('Bad input, by field') } as const

const getLedger = protectedRoute(
  { action: 'ledger.read', about: 'scheme' },
  {
    method: 'get',
    path,
    summary: 'What the members of a year bring into it',
    request: { params: rosterPath },
    responses: { 200: json(ledgerSchema, 'The ledger'), ...badInput },
  },
)

const postEntry = protectedRoute(
  { action: 'ledger.enter', about: 'scheme' },
  {
    method: 'post',
    path,
    summary: 'Enter an opening balance or a correction, for good',
    request: { params: rosterPath, body: jsonBody(newEntrySchema) },
    responses: { 200: json(ledgerSchema, 'The ledger as it is then'), ...badInput },
  },
)

export const ledgerRoutes = (context: Context) =>
  createApi()
    .openapi(getLedger, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const ledger = await readLedger(context, schemeId, fiscalYear)
      return ledger.ok ? c.json(ledger.value, 200) : answerRefusal(c, ledger)
    })
    .openapi(postEntry, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const done = await enterInLedger(context, actorOf(c), schemeId, fiscalYear, c.req.valid('json'))
      const ledger = done.ok ? await readLedger(context, schemeId, fiscalYear) : done
      return ledger.ok ? c.json(ledger.value, 200) : answerRefusal(c, ledger)
    })
