import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import type { RinbanEnv } from '../../http/env.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import {
  addEvidence,
  addStation,
  changeHours,
  closeStation,
  confirmStation,
  renameStation,
  type StationPath,
  withdrawEvidence,
} from './change-station.service.ts'
import { readReminders, readStation, readStations } from './station.service.ts'
import {
  newEvidenceSchema,
  newStationSchema,
  phoneConfirmationSchema,
  stationClosingSchema,
  stationHoursSchema,
  stationListSchema,
  stationNameSchema,
  stationRemindersSchema,
  stationRevisionSchema,
  stationSchema,
} from './station-view.ts'

const LIST = '/associations/{associationId}/stations'
const ONE = `${LIST}/{stationId}`
const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofStation = ofAssociation.extend({ stationId: z.string().max(80) })
const ofEvidence = ofStation.extend({ evidenceId: z.string().max(80) })

const answers = {
  200: json(stationSchema, 'The station as it is then'),
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Somebody else was quicker'),
}

const getStations = protectedRoute(
  { action: 'stations.read', about: 'association' },
  {
    method: 'get',
    path: LIST,
    summary: 'The visiting-nurse stations of an association, and those of others it is linked with',
    request: { params: ofAssociation },
    responses: { 200: json(stationListSchema, 'The stations'), 400: answers[400] },
  },
)

const getReminders = protectedRoute(
  { action: 'stations.change', about: 'association' },
  {
    method: 'get',
    path: '/associations/{associationId}/station-reminders',
    summary: 'What runs out, has run out, or has not been confirmed for long',
    request: { params: ofAssociation },
    responses: { 200: json(stationRemindersSchema, 'The most pressing first'), 400: answers[400] },
  },
)

const postStation = protectedRoute(
  { action: 'stations.change', about: 'association' },
  {
    method: 'post',
    path: LIST,
    summary: 'Add a station',
    request: { params: ofAssociation, body: jsonBody(newStationSchema) },
    responses: { 200: answers[200], 400: answers[400] },
  },
)

const getStation = protectedRoute(
  { action: 'station.read', about: 'nursingStation' },
  {
    method: 'get',
    path: ONE,
    summary: 'A station with its evidence, links and confirmations',
    request: { params: ofStation },
    responses: { 200: answers[200], 400: answers[400] },
  },
)

const postName = protectedRoute(
  { action: 'stations.change', about: 'nursingStation' },
  {
    method: 'post',
    path: `${ONE}/name`,
    summary: 'Change the name of a station',
    request: { params: ofStation, body: jsonBody(stationNameSchema) },
    responses: answers,
  },
)

const postHours = protectedRoute(
  { action: 'station.change', about: 'nursingStation' },
  {
    method: 'post',
    path: `${ONE}/hours`,
    summary: 'Change the hours of a station, by weekday and date, and its number to call at night',
    request: { params: ofStation, body: jsonBody(stationHoursSchema) },
    responses: answers,
  },
)

const postClosing = protectedRoute(
  { action: 'stations.change', about: 'nursingStation' },
  {
    method: 'post',
    path: `${ONE}/close`,
    summary: 'Close a station from a day on, or open it again',
    request: { params: ofStation, body: jsonBody(stationClosingSchema) },
    responses: answers,
  },
)

const postEvidence = protectedRoute(
  { action: 'stations.change', about: 'nursingStation' },
  {
    method: 'post',
    path: `${ONE}/evidence`,
    summary: 'Keep a proof of its 24-hour system',
    request: { params: ofStation, body: jsonBody(newEvidenceSchema) },
    responses: answers,
  },
)

const postWithdrawal = protectedRoute(
  { action: 'stations.change', about: 'nursingStation' },
  {
    method: 'post',
    path: `${ONE}/evidence/{evidenceId}/withdraw`,
    summary: 'Take a proof back: from then on it proves nothing',
    request: { params: ofEvidence, body: jsonBody(stationRevisionSchema) },
    responses: answers,
  },
)

const postConfirmation = protectedRoute(
  { action: 'station.confirm', about: 'nursingStation' },
  {
    method: 'post',
    path: `${ONE}/confirm`,
    summary: 'The station itself says that all is right as it stands',
    request: { params: ofStation, body: jsonBody(stationRevisionSchema) },
    responses: answers,
  },
)

const postPhoneConfirmation = protectedRoute(
  { action: 'stations.change', about: 'nursingStation' },
  {
    method: 'post',
    path: `${ONE}/confirm-by-phone`,
    summary: 'The station said on the telephone that all is right as it stands',
    request: { params: ofStation, body: jsonBody(phoneConfirmationSchema) },
    responses: answers,
  },
)

/** The station of the path, and whether whoever asks is of it. */
function pathOf<Path extends { stationId: string }>(c: Request<RinbanEnv>, path: Path): Path & StationPath {
  const { principal } = c.var
  const own =
    principal.kind === 'account' &&
    principal.memberships.some(
      ({ role, facilityId }) => role === 'nursingStation' && facilityId === path.stationId,
    )
  return { ...path, own }
}

export const stationRoutes = (context: Context) =>
  createApi()
    .openapi(getStations, async c => {
      const list = await readStations(context, c.req.valid('param').associationId)
      return list.ok ? c.json(list.value, 200) : answerRefusal(c, list)
    })
    .openapi(getReminders, async c =>
      c.json(await readReminders(context, c.req.valid('param').associationId), 200),
    )
    .openapi(postStation, async c => {
      const { associationId } = c.req.valid('param')
      const station = await addStation(context, actorOf(c), associationId, c.req.valid('json'))
      return station.ok ? c.json(station.value, 200) : answerRefusal(c, station)
    })
    .openapi(getStation, async c => {
      const station = await readStation(context, pathOf(c, c.req.valid('param')))
      return station.ok ? c.json(station.value, 200) : answerRefusal(c, station)
    })
    .openapi(postName, async c => {
      const path = pathOf(c, c.req.valid('param'))
      const station = await renameStation(context, actorOf(c), path, c.req.valid('json'))
      return station.ok ? c.json(station.value, 200) : answerRefusal(c, station)
    })
    .openapi(postHours, async c => {
      const path = pathOf(c, c.req.valid('param'))
      const station = await changeHours(context, actorOf(c), path, c.req.valid('json'))
      return station.ok ? c.json(station.value, 200) : answerRefusal(c, station)
    })
    .openapi(postClosing, async c => {
      const path = pathOf(c, c.req.valid('param'))
      const station = await closeStation(context, actorOf(c), path, c.req.valid('json'))
      return station.ok ? c.json(station.value, 200) : answerRefusal(c, station)
    })
    .openapi(postEvidence, async c => {
      const path = pathOf(c, c.req.valid('param'))
      const station = await addEvidence(context, actorOf(c), path, c.req.valid('json'))
      return station.ok ? c.json(station.value, 200) : answerRefusal(c, station)
    })
    .openapi(postWithdrawal, async c => {
      const path = pathOf(c, c.req.valid('param'))
      const station = await withdrawEvidence(context, actorOf(c), path, c.req.valid('json'))
      return station.ok ? c.json(station.value, 200) : answerRefusal(c, station)
    })
    .openapi(postConfirmation, async c => {
      const path = pathOf(c, c.req.valid('param'))
      const said = { ...c.req.valid('json'), spokenWith: null }
      const station = await confirmStation(context, actorOf(c), path, said)
      return station.ok ? c.json(station.value, 200) : answerRefusal(c, station)
    })
    .openapi(postPhoneConfirmation, async c => {
      const path = pathOf(c, c.req.valid('param'))
      const station = await confirmStation(context, actorOf(c), path, c.req.valid('json'))
      return station.ok ? c.json(station.value, 200) : answerRefusal(c, station)
    })
