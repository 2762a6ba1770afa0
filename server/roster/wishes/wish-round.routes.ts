import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { rosterPath } from '../roster-view.ts'
import { readWishOverview } from './member-wishes.service.ts'
import { changeRound, readRound, wrongInRound } from './wish-round.service.ts'
import { wishRoundChangeSchema, wishRoundSchema } from './wish-round-view.ts'
import { wishOverviewSchema } from './wish-view.ts'

const ROSTER = '/schemes/{schemeId}/rosters/{fiscalYear}'
const badInput = { 400: problemResponse('Bad input, by field') } as const

const getRound = protectedRoute(
  { action: 'wishRound.read', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/wish-round`,
    summary: 'Until when and how many wishes may be entered for a year',
    request: { params: rosterPath },
    responses: { 200: json(wishRoundSchema, 'The round, closed where none is set'), ...badInput },
  },
)

const postRound = protectedRoute(
  { action: 'wishRound.change', about: 'scheme' },
  {
    method: 'post',
    path: `${ROSTER}/wish-round`,
    summary: 'Set deadline, quotas, and where sheets on paper go back to',
    request: { params: rosterPath, body: jsonBody(wishRoundChangeSchema) },
    responses: {
      200: json(wishRoundSchema, 'The round as it is then'),
      ...badInput,
      409: problemResponse('Somebody else was quicker'),
    },
  },
)

const getOverview = protectedRoute(
  { action: 'wish.readAll', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/wishes`,
    summary: 'Units of a year, and what each member has entered',
    request: { params: rosterPath },
    responses: {
      200: json(wishOverviewSchema, 'Every member of the year'),
      ...badInput,
      409: problemResponse('Rules of the scheme overlap: nobody can tell its units'),
    },
  },
)

export const wishRoundRoutes = (context: Context) =>
  createApi((c, body) => wrongInRound(context, rosterPath.parse(c.req.param()), body))
    .openapi(getRound, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const round = await readRound(context, c.var.principal, schemeId, fiscalYear)
      return round.ok ? c.json(round.value, 200) : answerRefusal(c, round)
    })
    .openapi(postRound, async c => {
      const change = c.req.valid('json')
      const round = await changeRound(context, actorOf(c), c.var.principal, c.req.valid('param'), change)
      return round.ok ? c.json(round.value, 200) : answerRefusal(c, round)
    })
    .openapi(getOverview, async c => {
      const overview = await readWishOverview(context, c.req.valid('param'))
      return overview.ok ? c.json(overview.value, 200) : answerRefusal(c, overview)
    })
