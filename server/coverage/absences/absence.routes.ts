import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { changeAbsence, enterAbsence, withdrawAbsence } from './absence.service.ts'
import {
  absenceChangeSchema,
  absenceRevisionSchema,
  absencesSchema,
  confirmationSchema,
  enteredSchema,
  handRaisingSchema,
  newAbsenceSchema,
} from './absence-view.ts'
import { confirmHand, lowerHand, raiseHand } from './raise-hand.service.ts'
import { readAbsences, readOwnAbsences } from './read-absences.service.ts'

const ASSOCIATION = '/associations/{associationId}'
const OWN = `${ASSOCIATION}/physicians/{physicianId}/absences`
const ONE = `${OWN}/{absenceId}`

const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofPhysician = ofAssociation.extend({ physicianId: z.string().max(80) })
const ofAbsence = ofPhysician.extend({ absenceId: z.string().max(80) })

const entering = { action: 'absence.enter', about: 'physician' } as const
const responses = {
  200: json(enteredSchema, 'Done; the id of what was entered'),
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Refused: the reason says why'),
} as const

const getAbsences = protectedRoute(
  { action: 'absence.readAll', about: 'association' },
  {
    method: 'get',
    path: `${ASSOCIATION}/absences`,
    summary: 'Absences of the physicians of an association, with the hands raised for open requests',
    request: { params: ofAssociation },
    responses: { 200: json(absencesSchema, 'The absences') },
  },
)

const getOwn = protectedRoute(
  { action: 'absence.read', about: 'physician' },
  {
    method: 'get',
    path: OWN,
    summary: "A physician's absences, and the open requests for which they may raise a hand",
    request: { params: ofPhysician },
    responses: { 200: json(absencesSchema, 'The absences') },
  },
)

const postAbsence = protectedRoute(entering, {
  method: 'post',
  path: OWN,
  summary: 'Enter an absence with its cover',
  request: { params: ofPhysician, body: jsonBody(newAbsenceSchema) },
  responses,
})

const postChange = protectedRoute(entering, {
  method: 'post',
  path: ONE,
  summary: 'Change an absence',
  request: { params: ofAbsence, body: jsonBody(absenceChangeSchema) },
  responses,
})

const postWithdrawal = protectedRoute(entering, {
  method: 'post',
  path: `${ONE}/withdraw`,
  summary: 'Take an absence back',
  request: { params: ofAbsence, body: jsonBody(absenceRevisionSchema) },
  responses,
})

const postConfirmation = protectedRoute(entering, {
  method: 'post',
  path: `${ONE}/confirm`,
  summary: 'Confirm one of those who raised a hand',
  request: { params: ofAbsence, body: jsonBody(confirmationSchema) },
  responses,
})

const postHand = protectedRoute(
  { action: 'absenceHand.raise', about: 'physician' },
  {
    method: 'post',
    path: `${ASSOCIATION}/physicians/{physicianId}/absence-hands/{absenceId}`,
    summary: 'Raise the hand for an open request, or take it down',
    request: { params: ofAbsence, body: jsonBody(handRaisingSchema) },
    responses,
  },
)

export const absenceRoutes = (context: Context) =>
  createApi()
    .openapi(getAbsences, async c => {
      const found = await readAbsences(context, c.req.valid('param').associationId)
      return found.ok ? c.json(found.value, 200) : answerRefusal(c, found)
    })
    .openapi(getOwn, async c => {
      const found = await readOwnAbsences(context, c.req.valid('param'))
      return found.ok ? c.json(found.value, 200) : answerRefusal(c, found)
    })
    .openapi(postAbsence, async c => {
      const path = c.req.valid('param')
      const entered = await enterAbsence(context, actorOf(c, path.physicianId), path, c.req.valid('json'))
      return entered.ok ? c.json(entered.value, 200) : answerRefusal(c, entered)
    })
    .openapi(postChange, async c => {
      const path = c.req.valid('param')
      const changed = await changeAbsence(context, actorOf(c, path.physicianId), path, c.req.valid('json'))
      return changed.ok ? c.json(changed.value, 200) : answerRefusal(c, changed)
    })
    .openapi(postWithdrawal, async c => {
      const path = c.req.valid('param')
      const { revision } = c.req.valid('json')
      const withdrawn = await withdrawAbsence(context, actorOf(c, path.physicianId), path, revision)
      return withdrawn.ok ? c.json(withdrawn.value, 200) : answerRefusal(c, withdrawn)
    })
    .openapi(postConfirmation, async c => {
      const path = c.req.valid('param')
      const confirmed = await confirmHand(context, actorOf(c, path.physicianId), path, c.req.valid('json'))
      return confirmed.ok ? c.json(confirmed.value, 200) : answerRefusal(c, confirmed)
    })
    .openapi(postHand, async c => {
      const path = c.req.valid('param')
      const turn = c.req.valid('json').raised ? raiseHand : lowerHand
      const turned = await turn(context, actorOf(c, path.physicianId), path)
      return turned.ok ? c.json(turned.value, 200) : answerRefusal(c, turned)
    })
