import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { ServerContext } from '../../context.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import type { RinbanEnv } from '../../http/env.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { refuse } from '../../http/refusal.ts'
import { can } from '../../identity/can.ts'
import type { Principal } from '../../identity/principal.ts'
import { findResource } from '../../identity/resource.service.ts'
import { readPrincipal } from '../../identity/session.service.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { readBoard } from './board.service.ts'
import { boardFindingsSchema, boardSearchSchema } from './board-search-view.ts'
import { boardQuerySchema, boardSchema } from './board-view.ts'
import { searchBoard } from './search-board.service.ts'

const BOARD = '/associations/{associationId}/board'
const ofAssociation = z.object({ associationId: z.string().max(80) })
const reading = { action: 'board.read', about: 'association' } as const
const badInput = { 400: problemResponse('Bad input, by field') }

const getBoard = protectedRoute(reading, {
  method: 'get',
  path: BOARD,
  summary: 'Who answers now, or at another instant, and who is next',
  request: { params: ofAssociation, query: boardQuerySchema },
  responses: {
    200: json(boardSchema, 'The board; its ETag changes with all it says but the hour'),
    304: { description: 'The board that the ETag was of' },
    ...badInput,
  },
})

const getEvents = protectedRoute(reading, {
  method: 'get',
  path: `${BOARD}/events`,
  summary: 'Server-sent events: `changed` within two seconds of a change, `beat` every 15 seconds',
  request: { params: ofAssociation },
  responses: {
    200: { description: 'The events', content: { 'text/event-stream': { schema: z.string() } } },
    429: problemResponse('Too many boards are open'),
    ...badInput,
  },
})

const postSearch = protectedRoute(
  { action: 'board.search', about: 'association' },
  {
    method: 'post',
    path: `${BOARD}/search`,
    summary: 'When a physician is on duty or away and how to call, by name, clinic or area',
    request: { params: ofAssociation, body: jsonBody(boardSearchSchema) },
    responses: { 200: json(boardFindingsSchema, 'The physicians'), ...badInput },
  },
)

export const boardRoutes = (context: ServerContext) =>
  createApi()
    .openapi(getBoard, async c => {
      const { associationId } = c.req.valid('param')
      const { at } = c.req.valid('query')
      if (at !== undefined) {
        const today = localDayOf(context.clock())
        const then = await readBoard(context.db, associationId, Date.parse(at), today)
        return then.ok ? c.json(then.value, 200) : answerRefusal(c, then)
      }
      const now = await context.boards.read(associationId)
      if (!now) return answerRefusal(c, refuse('notFound'))
      const { board, etag } = now
      c.header('ETag', etag)
      return c.req.header('if-none-match') === etag ? c.body(null, 304) : c.json(board, 200)
    })
    .openapi(getEvents, async c => {
      const { associationId } = c.req.valid('param')
      const { principal, address } = c.var
      const listener = { by: keyOf(principal) ?? `address ${address}`, address }
      const events = await context.boards.listen(associationId, listener, mayStillRead(context, c))
      if (!events) return answerRefusal(c, refuse('tooManyBoards'))
      c.header('Content-Type', 'text/event-stream')
      // What stands in front must not collect it.
      c.header('X-Accel-Buffering', 'no')
      return c.body(events, 200)
    })
    .openapi(postSearch, async c => {
      const { associationId } = c.req.valid('param')
      const found = await searchBoard(context, associationId, c.req.valid('json').text)
      return found.ok ? c.json(found.value, 200) : answerRefusal(c, found)
    })

function keyOf(principal: Principal): string | null {
  if (principal.kind === 'account') return `account ${principal.accountId}`
  return principal.board ? `link ${principal.board.linkId}` : null
}

/** Asks anew, by the cookies the stream was opened with, whether its session or link still reads the board. */
function mayStillRead(context: ServerContext, c: Request<RinbanEnv>): () => Promise<boolean> {
  const headers = new Headers({ cookie: c.req.header('cookie') ?? '' })
  const path = { associationId: c.req.param('associationId') ?? '' }
  return async () =>
    can(
      await readPrincipal(context, headers, 'page'),
      'board.read',
      await findResource(context, 'association', path),
    )
}
