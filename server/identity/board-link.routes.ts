import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { giveCookie } from '../http/cookies.ts'
import { postRoute } from '../http/post-route.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { visitorOf } from '../http/visitor-of.ts'
import {
  makeBoardLink,
  readBoardLinks,
  readVisit,
  revokeBoardLink,
  visitBoard,
} from './board-link.service.ts'
import {
  boardLinksSchema,
  boardTokenSchema,
  boardVisitSchema,
  issuedBoardLinkSchema,
  newBoardLinkSchema,
} from './board-link-view.ts'

const LINKS = '/associations/{associationId}/board-links'
const ofAssociation = z.object({ associationId: z.string().max(80) })
const visiting = { action: 'board.visit', about: 'installation' } as const
const badInput = { 400: problemResponse('Bad input, by field') }

const getVisit = protectedRoute(visiting, {
  method: 'get',
  path: '/board-visit',
  summary: 'Whose board this browser was given a link to',
  responses: { 200: json(boardVisitSchema, 'The association; null: none') },
})

const postVisit = postRoute(visiting, '/board-visit', {
  summary: 'Open a board by its link: the browser is given a cookie for that board alone',
  body: boardTokenSchema,
  answer: boardVisitSchema,
})

const getLinks = protectedRoute(
  { action: 'boardLinks.read', about: 'association' },
  {
    method: 'get',
    path: LINKS,
    summary: 'The links that open the board of an association',
    request: { params: ofAssociation },
    responses: { 200: json(boardLinksSchema, 'The links'), ...badInput },
  },
)

const postLink = protectedRoute(
  { action: 'boardLinks.change', about: 'association' },
  {
    method: 'post',
    path: LINKS,
    summary: 'Make a link that opens the board; it is shown once',
    request: { params: ofAssociation, body: jsonBody(newBoardLinkSchema) },
    responses: { 200: json(issuedBoardLinkSchema, 'The link, and all there are'), ...badInput },
  },
)

const postRevoke = protectedRoute(
  { action: 'boardLinks.change', about: 'association' },
  {
    method: 'post',
    path: `${LINKS}/{boardLinkId}/revoke`,
    summary: 'Revoke a link: whoever has it sees the board no longer',
    request: {
      params: ofAssociation.extend({ boardLinkId: z.string().max(80) }),
      body: jsonBody(z.strictObject({})),
    },
    responses: { 200: json(boardLinksSchema, 'The links that are left'), ...badInput },
  },
)

export const boardLinkRoutes = (context: Context) =>
  createApi()
    .openapi(getVisit, async c => c.json(await readVisit(context.db, c.var.principal.board), 200))
    .openapi(postVisit, async c => {
      const { token } = c.req.valid('json')
      const visit = await visitBoard(context, visitorOf(c), token)
      if (!visit.ok) return answerRefusal(c, visit)
      giveCookie(c, 'board', token)
      return c.json(visit.value, 200)
    })
    .openapi(getLinks, async c => {
      const links = await readBoardLinks(context.db, c.req.valid('param').associationId)
      return links.ok ? c.json(links.value, 200) : answerRefusal(c, links)
    })
    .openapi(postLink, async c => {
      const { associationId } = c.req.valid('param')
      const made = await makeBoardLink(context, actorOf(c), associationId, c.req.valid('json').name)
      return made.ok ? c.json(made.value, 200) : answerRefusal(c, made)
    })
    .openapi(postRevoke, async c => {
      const links = await revokeBoardLink(context, actorOf(c), c.req.valid('param'))
      return links.ok ? c.json(links.value, 200) : answerRefusal(c, links)
    })
