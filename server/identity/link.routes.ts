import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import type { RinbanEnv } from '../http/env.ts'
import { postRoute } from '../http/post-route.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { receive, signedInOf, visitorOf } from '../http/visitor-of.ts'
import { applyReset, issueReset, issueResetByAdministrator, readReset } from './credential-reset.service.ts'
import {
  acceptLinkSchema,
  chosenSchema,
  credentialResetSchema,
  invitationSchema,
  invitationsSchema,
  issuedLinkSchema,
  linkSchema,
  newInvitationSchema,
  resetByEmailSchema,
  resetForSchema,
  sessionSchema,
} from './identity-view.ts'
import {
  acceptInvitation,
  type IssuedLink,
  invite,
  joinByInvitation,
  listInvitations,
  readInvitation,
  revokeInvitation,
} from './invitation.service.ts'
import { readSession } from './own-account.service.ts'

const byLink = { action: 'invitation.use', about: 'installation' } as const
const own = { action: 'ownAccount.use', about: 'installation' } as const
const readPeople = { action: 'people.read', about: 'association' } as const
const changePeople = { action: 'people.change', about: 'association' } as const
const byAdministrator = { action: 'account.reset', about: 'installation' } as const

const INVITATIONS = '/associations/{associationId}/invitations'
const ofAssociation = z.object({ associationId: z.string().max(80) })

const postLook = postRoute(byLink, '/identity/invitations/look', {
  summary: 'What an invitation is to',
  body: linkSchema,
  answer: invitationSchema,
})

const postAccept = postRoute(byLink, '/identity/invitations/accept', {
  summary: 'Accept an invitation with a new account',
  body: acceptLinkSchema,
  answer: sessionSchema,
})

const postJoin = postRoute(own, '/identity/invitations/join', {
  summary: 'Accept an invitation with the account that is signed in',
  body: linkSchema,
  answer: sessionSchema,
})

const postResetLook = postRoute(byLink, '/identity/credential-resets/look', {
  summary: 'Whose credentials a link resets',
  body: linkSchema,
  answer: credentialResetSchema,
})

const postResetUse = postRoute(byLink, '/identity/credential-resets/use', {
  summary: 'Choose a new password; the second factors and all sessions end',
  body: acceptLinkSchema,
  answer: sessionSchema,
})

const postResetByEmail = postRoute(byAdministrator, '/identity/credential-resets', {
  summary: 'Make the link that resets an account of any association',
  body: resetByEmailSchema,
  answer: issuedLinkSchema,
})

const getInvitations = protectedRoute(readPeople, {
  method: 'get',
  path: INVITATIONS,
  summary: 'Invitations that nobody has used yet',
  request: { params: ofAssociation },
  responses: { 200: json(invitationsSchema, 'The invitations'), 400: problemResponse('Bad input, by field') },
})

/** A change by the secretariat of the association in the path. */
const postBySecretariat = <const Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  summary: string,
  body: Body,
  answer: Answer,
) =>
  protectedRoute(changePeople, {
    method: 'post',
    path,
    summary,
    request: { params: ofAssociation, body: jsonBody(body) },
    responses: {
      200: json(answer, summary),
      400: problemResponse('Bad input, by field'),
      409: problemResponse('Refused: the reason says why'),
    },
  })

const postInvitation = postBySecretariat(
  INVITATIONS,
  'Invite somebody to a role; the link is shown once',
  newInvitationSchema,
  issuedLinkSchema,
)

const postRevoke = postBySecretariat(
  `${INVITATIONS}/revoke`,
  'Withdraw an invitation',
  chosenSchema,
  invitationsSchema,
)

const postReset = postBySecretariat(
  '/associations/{associationId}/credential-resets',
  'Make the link that resets the credentials of somebody who is present',
  resetForSchema,
  issuedLinkSchema,
)

const issued = ({ id, link, expiresAt }: IssuedLink) => ({
  id,
  link,
  expiresAt: new Date(expiresAt).toISOString(),
})

const byWhom = (c: Request<RinbanEnv>) => ({ ...actorOf(c), accountId: signedInOf(c).accountId })

export const linkRoutes = (context: Context) =>
  createApi()
    .openapi(postLook, async c => {
      const invitation = await readInvitation(context, c.req.valid('json').token)
      return invitation.ok ? c.json(invitation.value, 200) : answerRefusal(c, invitation)
    })
    .openapi(postAccept, async c => {
      const given = await acceptInvitation(context, visitorOf(c), c.req.valid('json'))
      if (!given.ok) return answerRefusal(c, given)
      return c.json(await readSession(context, await receive(c, given.value)), 200)
    })
    .openapi(postJoin, async c => {
      const signedIn = signedInOf(c)
      const joined = await joinByInvitation(context, visitorOf(c), signedIn, c.req.valid('json').token)
      if (!joined.ok) return answerRefusal(c, joined)
      return c.json(await readSession(context, { ...signedIn, memberships: joined.value }), 200)
    })
    .openapi(postResetLook, async c => {
      const reset = await readReset(context, c.req.valid('json').token)
      return reset.ok ? c.json(reset.value, 200) : answerRefusal(c, reset)
    })
    .openapi(postResetUse, async c => {
      const given = await applyReset(context, visitorOf(c), c.req.valid('json'))
      if (!given.ok) return answerRefusal(c, given)
      return c.json(await readSession(context, await receive(c, given.value)), 200)
    })
    .openapi(postResetByEmail, async c => {
      const link = await issueResetByAdministrator(context, byWhom(c), c.req.valid('json').email)
      return link.ok ? c.json(issued(link.value), 200) : answerRefusal(c, link)
    })
    .openapi(getInvitations, async c =>
      c.json(await listInvitations(context, c.req.valid('param').associationId), 200),
    )
    .openapi(postInvitation, async c => {
      const { associationId } = c.req.valid('param')
      const link = await invite(context, actorOf(c), { ...c.req.valid('json'), associationId })
      return link.ok ? c.json(issued(link.value), 200) : answerRefusal(c, link)
    })
    .openapi(postRevoke, async c => {
      const { associationId } = c.req.valid('param')
      const left = await revokeInvitation(context, actorOf(c), associationId, c.req.valid('json').id)
      return left.ok ? c.json(left.value, 200) : answerRefusal(c, left)
    })
    .openapi(postReset, async c => {
      const { associationId } = c.req.valid('param')
      const link = await issueReset(context, byWhom(c), associationId, c.req.valid('json').accountId)
      return link.ok ? c.json(issued(link.value), 200) : answerRefusal(c, link)
    })
