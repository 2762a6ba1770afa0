import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { Context } from '../context.ts'
import { searchPhysicians } from '../directory/facility-choice.service.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import type { RinbanEnv } from '../http/env.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { can } from '../identity/can.ts'
import { answerFor } from './answer.service.ts'
import { answerQuestionSchema, answerViewSchema } from './answer-view.ts'
import { wrongInBody } from './judge-team.service.ts'
import { closePatient, enterPatient, readChoices, readPatients } from './patient.service.ts'
import { patient } from './patient-resource.service.ts'
import {
  choicesSchema,
  foundPhysiciansSchema,
  newPatientSchema,
  patientClosingSchema,
  patientsSchema,
} from './patient-view.ts'
import { viewerIn } from './viewer.ts'

const ASSOCIATION = '/associations/{associationId}'
const PATIENTS = `${ASSOCIATION}/patients`
const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofPatient = ofAssociation.extend({ patientId: z.string().max(80) })
const enteredSchema = z.object({ patientId: z.string() }).openapi('EnteredPatient')

const refusals = {
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Refused: the reason says why'),
} as const

const getPatients = protectedRoute(
  { action: 'patients.read', about: 'association' },
  {
    method: 'get',
    path: PATIENTS,
    summary: 'Patient references and clinic groups that one may see, with their teams',
    request: { params: ofAssociation },
    responses: { 200: json(patientsSchema, 'By code and name'), 400: refusals[400] },
  },
)

const postAnswer = protectedRoute(
  { action: 'patients.read', about: 'association' },
  {
    method: 'post',
    path: `${ASSOCIATION}/answers`,
    summary: 'Who answers for a patient or a clinic group at an instant, why, and who is next',
    request: { params: ofAssociation, body: jsonBody(answerQuestionSchema) },
    responses: {
      200: json(answerViewSchema, 'Who answers, or the gap by name'),
      400: refusals[400],
      404: problemResponse('No such code, or of no patient that one may see'),
    },
  },
)

const getChoices = protectedRoute(
  { action: 'patient.enter', about: 'association' },
  {
    method: 'get',
    path: `${ASSOCIATION}/care-team-choices`,
    summary: 'Stations, hospitals, schemes and areas that a team can be put together from',
    request: { params: ofAssociation },
    responses: {
      200: json(choicesSchema, 'Of the whole installation, schemes and areas of the association'),
      400: refusals[400],
    },
  },
)

const getPhysicians = protectedRoute(
  { action: 'physicians.search', about: 'association' },
  {
    method: 'get',
    path: `${ASSOCIATION}/physician-search`,
    summary: 'Physicians of any association by part of their name, kana or clinic',
    request: { params: ofAssociation, query: z.object({ name: z.string().max(40) }) },
    responses: { 200: json(foundPhysiciansSchema, 'At most 20, by kana'), 400: refusals[400] },
  },
)

const postPatient = protectedRoute(
  { action: 'patient.enter', about: 'association' },
  {
    method: 'post',
    path: PATIENTS,
    summary: 'Enter a patient reference, with its care team or without',
    request: { params: ofAssociation, body: jsonBody(newPatientSchema) },
    responses: { 200: json(enteredSchema, 'The reference'), ...refusals },
  },
)

const postClosing = protectedRoute(
  { action: 'patient.close', about: patient },
  {
    method: 'post',
    path: `${PATIENTS}/{patientId}/close`,
    summary: 'Close a patient reference: home care has ended; its team ends too',
    request: { params: ofPatient, body: jsonBody(patientClosingSchema) },
    responses: { 200: json(enteredSchema, 'The reference'), ...refusals },
  },
)

const viewerOf = (c: Request<RinbanEnv>, { associationId }: { associationId: string }) =>
  viewerIn(c.var.principal, associationId)

export const patientRoutes = (context: Context) =>
  createApi((c, body) => wrongInBody(context, c.req.param('associationId') ?? '', body))
    .openapi(getPatients, async c => {
      const path = c.req.valid('param')
      const mayEnter = can(c.var.principal, 'patient.enter', { ...path, demo: false })
      const view = await readPatients(context.db, viewerOf(c, path), mayEnter)
      return view.ok ? c.json(view.value, 200) : answerRefusal(c, view)
    })
    .openapi(postAnswer, async c => {
      const path = c.req.valid('param')
      const mayChange = (facilityIds: readonly string[], foreign: boolean) =>
        can(c.var.principal, 'careTeam.change', {
          ...path,
          facilityIds,
          ...(foreign ? { foreign } : {}),
          demo: false,
        })
      const view = await answerFor(context, actorOf(c), viewerOf(c, path), c.req.valid('json'), mayChange)
      return view.ok ? c.json(view.value, 200) : answerRefusal(c, view)
    })
    .openapi(getChoices, async c =>
      c.json(await readChoices(context.db, context.clock(), c.req.valid('param').associationId), 200),
    )
    .openapi(getPhysicians, async c =>
      c.json({ physicians: await searchPhysicians(context.db, c.req.valid('query').name) }, 200),
    )
    .openapi(postPatient, async c => {
      const viewer = viewerOf(c, c.req.valid('param'))
      const entered = await enterPatient(context, actorOf(c), viewer, c.req.valid('json'))
      return entered.ok ? c.json(entered.value, 200) : answerRefusal(c, entered)
    })
    .openapi(postClosing, async c => {
      const closed = await closePatient(context, actorOf(c), c.req.valid('param'), c.req.valid('json'))
      return closed.ok ? c.json(closed.value, 200) : answerRefusal(c, closed)
    })
