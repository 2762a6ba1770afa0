import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import type { RinbanEnv } from '../http/env.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { can } from '../identity/can.ts'
import { referral } from './patient-resource.service.ts'
import { readReferrals } from './read-referrals.service.ts'
import { confirmReferral, enterReferral, offer, withdrawReferral } from './referral.service.ts'
import {
  confirmationSchema,
  handSchema,
  newReferralSchema,
  referralsSchema,
  referralWithdrawalSchema,
} from './referral-view.ts'
import { viewerIn } from './viewer.ts'

const REFERRALS = '/associations/{associationId}/referrals'
const REFERRAL = `${REFERRALS}/{referralId}`
const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofReferral = ofAssociation.extend({ referralId: z.string().max(80) })
const toOffer = { action: 'referral.offer', about: referral } as const

const responses = {
  200: json(referralsSchema, 'The referrals that one may see, as they are then'),
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Refused: the reason says why'),
} as const

const getReferrals = protectedRoute(
  { action: 'referrals.read', about: 'association' },
  {
    method: 'get',
    path: REFERRALS,
    summary: 'Patients who wait for an attending physician',
    request: { params: ofAssociation },
    responses,
  },
)

const postReferral = protectedRoute(
  { action: 'referral.enter', about: 'association' },
  {
    method: 'post',
    path: REFERRALS,
    summary: 'Enter a patient who needs an attending physician',
    request: { params: ofAssociation, body: jsonBody(newReferralSchema) },
    responses,
  },
)

const postHand = protectedRoute(toOffer, {
  method: 'post',
  path: `${REFERRAL}/hands`,
  summary: 'Offer to take a patient, oneself or in the name of a physician',
  request: { params: ofReferral, body: jsonBody(handSchema) },
  responses,
})

const postLowering = protectedRoute(toOffer, {
  method: 'post',
  path: `${REFERRAL}/hands/withdraw`,
  summary: 'Take an offer back',
  request: { params: ofReferral, body: jsonBody(handSchema) },
  responses,
})

const postConfirmation = protectedRoute(
  { action: 'referral.confirm', about: referral },
  {
    method: 'post',
    path: `${REFERRAL}/confirm`,
    summary: 'Confirm one of those who offered: they become the attending physician',
    request: { params: ofReferral, body: jsonBody(confirmationSchema) },
    responses,
  },
)

const postWithdrawal = protectedRoute(
  { action: 'referral.withdraw', about: referral },
  {
    method: 'post',
    path: `${REFERRAL}/withdraw`,
    summary: 'Take a referral back',
    request: { params: ofReferral, body: jsonBody(referralWithdrawalSchema) },
    responses,
  },
)

export const referralRoutes = (context: Context) => {
  const viewerOf = (c: Request<RinbanEnv>, { associationId }: { associationId: string }) =>
    viewerIn(c.var.principal, associationId)
  const view = (c: Request<RinbanEnv>, path: { associationId: string }) => {
    const may = (action: 'referral.enter' | 'referral.confirm') =>
      can(c.var.principal, action, { associationId: path.associationId, demo: false })
    return readReferrals(context.db, context.clock(), viewerOf(c, path), {
      enter: may('referral.enter'),
      confirm: may('referral.confirm'),
    })
  }
  return createApi()
    .openapi(getReferrals, async c => {
      const shown = await view(c, c.req.valid('param'))
      return shown.ok ? c.json(shown.value, 200) : answerRefusal(c, shown)
    })
    .openapi(postReferral, async c => {
      const path = c.req.valid('param')
      const done = await enterReferral(context, actorOf(c), viewerOf(c, path), c.req.valid('json'))
      const shown = done.ok ? await view(c, path) : done
      return shown.ok ? c.json(shown.value, 200) : answerRefusal(c, shown)
    })
    .openapi(postHand, async c => {
      const path = c.req.valid('param')
      const { physicianId } = c.req.valid('json')
      const hand = { physicianId, up: true }
      const done = await offer(context, actorOf(c, physicianId), viewerOf(c, path), path.referralId, hand)
      const shown = done.ok ? await view(c, path) : done
      return shown.ok ? c.json(shown.value, 200) : answerRefusal(c, shown)
    })
    .openapi(postLowering, async c => {
      const path = c.req.valid('param')
      const { physicianId } = c.req.valid('json')
      const hand = { physicianId, up: false }
      const done = await offer(context, actorOf(c, physicianId), viewerOf(c, path), path.referralId, hand)
      const shown = done.ok ? await view(c, path) : done
      return shown.ok ? c.json(shown.value, 200) : answerRefusal(c, shown)
    })
    .openapi(postConfirmation, async c => {
      const path = c.req.valid('param')
      const done = await confirmReferral(context, actorOf(c), path.referralId, c.req.valid('json'))
      const shown = done.ok ? await view(c, path) : done
      return shown.ok ? c.json(shown.value, 200) : answerRefusal(c, shown)
    })
    .openapi(postWithdrawal, async c => {
      const path = c.req.valid('param')
      const done = await withdrawReferral(context, actorOf(c), path.referralId, c.req.valid('json'))
      const shown = done.ok ? await view(c, path) : done
      return shown.ok ? c.json(shown.value, 200) : answerRefusal(c, shown)
    })
}
