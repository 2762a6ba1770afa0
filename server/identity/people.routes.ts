import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { changeMembership, endMembership, listPeople, setAccountDisabled } from './people.service.ts'
import { membershipChangeSchema, peopleSchema } from './people-view.ts'

const PEOPLE = '/associations/{associationId}/people'
const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofPerson = ofAssociation.extend({ membershipId: z.string().max(80) })

const answers = {
  200: json(peopleSchema, 'The people'),
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Refused: the reason says why'),
}

const getPeople = protectedRoute(
  { action: 'people.read', about: 'association' },
  {
    method: 'get',
    path: PEOPLE,
    summary: 'Who is what in the association',
    request: { params: ofAssociation },
    responses: { 200: answers[200] },
  },
)

const postChange = protectedRoute(
  { action: 'people.change', about: 'association' },
  {
    method: 'post',
    path: `${PEOPLE}/{membershipId}`,
    summary: 'Change role, facility or dates of a membership',
    request: { params: ofPerson, body: jsonBody(membershipChangeSchema) },
    responses: answers,
  },
)

/** A change that needs no more than to be asked for. */
const postPlain = <const Verb extends string>(verb: Verb, summary: string) =>
  protectedRoute(
    { action: 'people.change', about: 'association' },
    {
      method: 'post',
      path: `${PEOPLE}/{membershipId}/${verb}`,
      summary,
      request: { params: ofPerson, body: jsonBody(z.object({})) },
      responses: answers,
    },
  )

const postEnd = postPlain('end', 'End a membership now')
const postDisable = postPlain('disable', 'Disable the account')
const postEnable = postPlain('enable', 'Enable the account again')

export const peopleRoutes = (context: Context) =>
  createApi()
    .openapi(getPeople, async c => c.json(await listPeople(context, c.req.valid('param').associationId), 200))
    .openapi(postChange, async c => {
      const people = await changeMembership(context, actorOf(c), c.req.valid('param'), c.req.valid('json'))
      return people.ok ? c.json(people.value, 200) : answerRefusal(c, people)
    })
    .openapi(postEnd, async c => {
      const people = await endMembership(context, actorOf(c), c.req.valid('param'))
      return people.ok ? c.json(people.value, 200) : answerRefusal(c, people)
    })
    .openapi(postDisable, async c => {
      const people = await setAccountDisabled(context, actorOf(c), c.req.valid('param'), true)
      return people.ok ? c.json(people.value, 200) : answerRefusal(c, people)
    })
    .openapi(postEnable, async c => {
      const people = await setAccountDisabled(context, actorOf(c), c.req.valid('param'), false)
      return people.ok ? c.json(people.value, 200) : answerRefusal(c, people)
    })
